// Finding a customer: one field for every thing that a person or their papers may say.
import { useEffect, useState, type ReactNode } from 'react';
import { Link, navigate } from '../../shared/router.tsx';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { door } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { CustomerFound } from '../types.ts';

type Found = { readonly customers: readonly CustomerFound[]; readonly more: boolean };
type State =
  | { readonly at: 'idle' | 'loading' }
  | { readonly at: 'found'; readonly found: Found }
  | { readonly at: 'failed'; readonly error: unknown };

const typingPauseMs = 250;

// What was looked for last, so that coming back from a customer shows the same list. Gone with the page, never on disk.
let lastQuery = '';

/** Searches once the typing pauses; an answer to an older question is dropped. */
function useFound(query: string): State {
  const [state, setState] = useState<State>({ at: query.length < 2 ? 'idle' : 'loading' });
  useEffect(() => {
    if (query.length < 2) {
      setState({ at: 'idle' });
      return undefined;
    }
    const asking = new AbortController();
    const timer = setTimeout(() => {
      door.get<Found>('/customers', { query: { q: query }, signal: asking.signal }).then(
        (found) => setState({ at: 'found', found }),
        (error: unknown) => !asking.signal.aborted && setState({ at: 'failed', error }),
      );
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [query]);
  return state;
}

export function Customers(): ReactNode {
  const say = consoleTexts.use();
  const [query, setQuery] = useState(lastQuery);
  const wanted = query.trim();
  useEffect(() => {
    lastQuery = query;
  }, [query]);
  const state = useFound(wanted);
  const only = state.at === 'found' && state.found.customers.length === 1 ? state.found.customers[0] : undefined;
  return (
    <Page title={say('customers.title')}>
      <form
        id="find"
        className="find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (only !== undefined) navigate(`/customers/${only.id}`);
        }}
      >
        <TextField
          label={say('customers.find')}
          hint={say('customers.find.hint')}
          type="search"
          value={query}
          onChange={setQuery}
          autoComplete="off"
          maxLength={120}
          autoFocus
          affix={<kbd className="key">/</kbd>}
        />
      </form>
      {state.at === 'failed' && <ErrorBanner error={state.error} />}
      {state.at === 'idle' && (
        <EmptyState icon="search" title={say('customers.idle.title')}>
          {say('customers.idle.text')}
        </EmptyState>
      )}
      {state.at === 'loading' && <Skeleton lines={4} height="1.6rem" />}
      {state.at === 'found' && <FoundTable found={state.found} />}
      <p className="visually-hidden" role="status">
        {state.at === 'found' ? say('customers.count', { count: state.found.customers.length }) : ''}
      </p>
    </Page>
  );
}

function FoundTable({ found }: { readonly found: Found }): ReactNode {
  const say = consoleTexts.use();
  return (
    <div className="panel">
      <Table
        label={say('customers.title')}
        rows={found.customers}
        rowId={({ id }) => id}
        empty={
          <EmptyState icon="people" title={say('customers.none.title')}>
            {say('customers.none.text')}
          </EmptyState>
        }
        columns={[
          {
            id: 'name',
            title: say('customer.name'),
            cell: ({ id, name, nameLatin }) => (
              <Link className="cell-link" to={`/customers/${id}`}>
                <bdi>{name}</bdi>
                {nameLatin !== name && <bdi className="cell-note">{nameLatin}</bdi>}
              </Link>
            ),
          },
          { id: 'number', title: say('customer.number'), cell: ({ number }) => <Ltr>{number}</Ltr> },
          { id: 'mobile', title: say('customer.mobile'), cell: ({ mobile }) => <Ltr>{mobile}</Ltr> },
          { id: 'email', title: say('customer.email'), cell: ({ email }) => (email === null ? '—' : <Ltr>{email}</Ltr>) },
          { id: 'language', title: say('customer.language'), cell: ({ language }) => named(say, 'language', language) },
          {
            id: 'state',
            title: say('customer.state'),
            cell: ({ closed }) => <Tag tone={closed ? 'plain' : 'good'}>{say(closed ? 'customer.closed' : 'customer.open')}</Tag>,
          },
        ]}
      />
      {found.more && (
        <p className="panel-note">
          <Icon name="info" size={16} /> {say('customers.more')}
        </p>
      )}
    </div>
  );
}
