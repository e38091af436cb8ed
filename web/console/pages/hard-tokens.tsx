// Hard tokens: those in stock, and the import of a vendor's PSKC file (RFC 6030) with a look at it before anything is written.
import { useState, type ReactNode } from 'react';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { formatNumber } from '../../shared/i18n/format.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { StockToken } from '../types.ts';
import { ReasonField } from './mobile-form.tsx';

const tones: Readonly<Record<string, Tone | 'plain'>> = {
  'in-stock': 'info',
  active: 'good',
  suspended: 'plain',
  locked: 'bad',
  retired: 'plain',
};

export function HardTokens(): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [filter, setFilter] = useState('');
  const wanted = filter.trim();
  const loaded = useLoaded(`tokens ${wanted}`, async () =>
    may('hard-token.stock')
      ? await door.get<{ tokens: StockToken[]; inStock: number }>('/hard-tokens', { query: { q: wanted === '' ? undefined : wanted } })
      : { tokens: [], inStock: 0 },
  );
  return (
    <Page
      title={say('nav.hardTokens')}
      lead={loaded.state === 'ready' ? say('stock.count', { count: loaded.value.inStock }) : say('stock.lead')}
    >
      {may('hard-token.import') && <Import onImported={loaded.reload} />}
      <TextField label={say('stock.filter')} value={filter} onChange={setFilter} type="search" maxLength={64} className="filter" ltr />
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={5} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.hardTokens')}
            rows={loaded.value.tokens}
            rowId={({ tokenId }) => tokenId}
            empty={<EmptyState icon="token" title={say('stock.none')} />}
            columns={[
              { id: 'serial', title: say('token.serial'), cell: ({ serial }) => <Ltr>{serial}</Ltr> },
              {
                id: 'maker',
                title: say('stock.maker'),
                cell: ({ manufacturer }) => (manufacturer === '' ? '—' : <Ltr>{manufacturer}</Ltr>),
              },
              { id: 'kind', title: say('token.kind'), cell: ({ kind }) => <Ltr>{kind.toUpperCase()}</Ltr> },
              {
                id: 'state',
                title: say('token.state'),
                cell: ({ status }) => <Tag tone={tones[status] ?? 'plain'}>{named(say, 'hardStatus', status)}</Tag>,
              },
              {
                id: 'customer',
                title: say('customer.title'),
                cell: ({ customerId }) =>
                  customerId === null ? (
                    '—'
                  ) : may('customer.view') ? (
                    <Link to={`/customers/${customerId}`}>{say('stock.customer')}</Link>
                  ) : (
                    say('stock.taken')
                  ),
              },
            ]}
          />
        </div>
      )}
    </Page>
  );
}

type Preview = {
  readonly keys: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly serials: readonly string[];
  readonly imported: boolean;
};

const sizeMaxBytes = 1_048_576;

function Import({ onImported }: { readonly onImported: () => void }): ReactNode {
  const say = consoleTexts.use();
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [tooLarge, setTooLarge] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [key, setKey] = useState('');
  const [reason, setReason] = useState('');
  const [preview, setPreview] = useState<Preview>();
  const send = useAct(async (commit: boolean) => {
    const secrets = { ...(passphrase === '' ? {} : { passphrase }), ...(key === '' ? {} : { key }) };
    const answer = await door.post<Preview>('/hard-tokens/imports', {
      file: file?.text ?? '',
      fileName: file?.name ?? '',
      ...secrets,
      commit,
      ...(commit ? { reason } : {}),
    });
    setPreview(answer);
    if (!commit) return;
    toast(say('import.done', { count: answer.keys }));
    setFile(undefined);
    setPreview(undefined);
    setPassphrase('');
    setKey('');
    setReason('');
    onImported();
  });
  const choose = async (chosen: File | undefined): Promise<void> => {
    setPreview(undefined);
    send.clear();
    setTooLarge(chosen !== undefined && chosen.size > sizeMaxBytes);
    setFile(chosen === undefined || chosen.size > sizeMaxBytes ? undefined : { name: chosen.name, text: await chosen.text() });
  };
  return (
    <Card title={say('import.title')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run(preview !== undefined);
        }}
      >
        <div className="import-fields">
          <label className="field file-field">
            <span className="field-label">{say('import.file')}</span>
            <span className="field-hint">{say('import.file.hint')}</span>
            <input
              type="file"
              accept=".xml,.pskc,application/pskc+xml,text/xml"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </label>
          <TextField
            label={say('import.passphrase')}
            hint={say('import.optional')}
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            autoComplete="off"
          />
          <TextField
            label={say('import.key')}
            hint={say('import.key.hint')}
            type="password"
            value={key}
            onChange={setKey}
            autoComplete="off"
          />
        </div>
        {tooLarge && <Banner tone="bad" live title={say('import.tooLarge')} />}
        <ErrorBanner error={send.error} />
        {preview !== undefined && (
          <>
            <Banner tone="info" live title={say('import.preview', { count: preview.keys })} />
            <Details
              rows={[
                [
                  say('import.kinds'),
                  Object.entries(preview.kinds)
                    .map(([kind, count]) => `${kind.toUpperCase()} ${formatNumber(count)}`)
                    .join(' · '),
                ],
                [say('import.serials'), <Ltr key="s">{preview.serials.join(', ')}</Ltr>],
              ]}
            />
            <ReasonField value={reason} onChange={setReason} />
          </>
        )}
        <div className="row">
          <Button
            type="submit"
            icon={preview === undefined ? 'eye' : 'download'}
            pending={send.pending}
            disabled={file === undefined || (preview !== undefined && reason.trim().length < 3)}
          >
            {preview === undefined ? say('import.look') : say('import.act', { count: preview.keys })}
          </Button>
          {preview !== undefined && (
            <Button look="secondary" onPress={() => setPreview(undefined)}>
              {say('staff.cancel')}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
