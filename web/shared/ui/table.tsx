// A table with named columns; rows are compared down the column, so figures stand at its end.
import './ui.css';
import './table.css';
import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly id: string;
  readonly title: ReactNode;
  readonly end?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type TableProps<Row> = {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly comfortable?: boolean;
  /** Shown instead of rows where there are none. */
  readonly empty?: ReactNode;
};

// A part that scrolls must be reached by the keyboard; one that does not would be a stop for nothing.
function makeReachable(scroll: HTMLDivElement | null): void {
  if (scroll !== null && scroll.scrollWidth > scroll.clientWidth) scroll.tabIndex = 0;
}

export function Table<Row>({ label, columns, rows, rowId, comfortable = false, empty }: TableProps<Row>): ReactNode {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div className="table-scroll" role="region" aria-label={label} ref={makeReachable}>
      <table className={comfortable ? 'table table-comfortable' : 'table'}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.end === true ? 'table-end' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column) => (
                <td key={column.id} className={column.end === true ? 'table-end' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
