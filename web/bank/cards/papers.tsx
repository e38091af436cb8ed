// Papers of an account: one transaction in full, disputes with their documents, statements.
import { useState, type ReactNode } from 'react';
import { formatDate, formatMoney } from '../../shared/i18n/format.ts';
import { useLanguage } from '../../shared/i18n/texts.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { navigate } from '../../shared/router.tsx';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { bank } from '../door.ts';
import { transactionName } from './account.tsx';
import { TextArea } from './fields.tsx';
import { LinkRow, monthDay } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { Dispute, Disputes, Statement, Transaction } from './types.ts';

type OfTransaction = { readonly accountId?: string; readonly transactionId?: string };

export function TransactionPage({ accountId = '', transactionId = '' }: OfTransaction): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const path = `/card-accounts/${accountId}/transactions/${transactionId}`;
  const loaded = useLoaded(path, () => bank.get<Transaction>(path));
  const one = loaded.state === 'ready' ? loaded.value : undefined;
  if (one === undefined) {
    return (
      <Page title={say('tx.title')} back={back} narrow>
        {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
        {loaded.state === 'loading' && <Skeleton lines={6} height="2.4rem" />}
      </Page>
    );
  }
  const isForeign = one.original !== undefined && one.original.currency !== one.amount.currency;
  const place = [one.merchant?.city, one.merchant?.country].filter((part) => part !== undefined).join(', ');
  const kind = `kind.${one.kind}`;
  return (
    <Page title={transactionName(one, say)} lead={say.has(kind) ? say(kind) : undefined} back={back} narrow>
      <Card>
        <div className="subject">
          <Money amount={one.amount} size="xl" signed />
          {isForeign && one.original !== undefined && <Money amount={one.original} size="l" />}
        </div>
        {one.dynamicConversion !== undefined && (
          <Banner tone="warn" title={say('tx.dcc')}>
            {say('tx.dcc.warn')}
          </Banner>
        )}
        <Details
          rows={[
            [say('tx.original'), isForeign && one.original !== undefined ? <Money amount={one.original} key="o" /> : undefined],
            [say('tx.amount'), <Money amount={one.amount} key="a" />],
            [
              say('tx.rate'),
              one.rate === undefined || one.original === undefined ? undefined : (
                <Ltr key="r">
                  1 {one.original.currency} = {one.rate.decimal} {one.amount.currency}
                </Ltr>
              ),
            ],
            [say('tx.vat'), one.vat === undefined ? undefined : <Money amount={one.vat.amount} key="v" />],
            [say('tx.when'), formatDate(one.occurredAt, 'date-time')],
            [say('tx.posted'), formatDate(one.postedAt, 'date-time')],
            [say('tx.where'), place === '' ? undefined : <bdi key="p">{place}</bdi>],
            [say('tx.verified'), one.verification === undefined ? undefined : say(`verification.${one.verification}`)],
            [say('tx.card'), one.cardLastFour === undefined ? undefined : <Ltr key="c">•••• {one.cardLastFour}</Ltr>],
            [say('tx.terms'), <Ltr key="t">{[one.termsVersion, one.feeVersion].filter((part) => part !== undefined).join(' · ')}</Ltr>],
          ]}
        />
      </Card>
      {(one.kind === 'purchase' || one.kind === 'cash') && (
        <LinkButton look="secondary" wide icon="shield" to={`/cards/accounts/${accountId}/transactions/${transactionId}/dispute`}>
          {say('tx.dispute')}
        </LinkButton>
      )}
    </Page>
  );
}

const reasons = [
  'fraud',
  'lost-or-stolen',
  'not-received',
  'quality',
  'duplicate',
  'wrong-amount',
  'surcharge',
  'refund-missing',
  'cash-not-dispensed',
] as const;

export function DisputeForm({ accountId = '', transactionId = '' }: OfTransaction): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('tx.title'), to: `/cards/accounts/${accountId}/transactions/${transactionId}` };
  const [reason, setReason] = useState<string>();
  const [statement, setStatement] = useState('');
  const [tried, setTried] = useState(false);
  const open = useAct(async () => {
    const made = await bank.post<Dispute>('/card-disputes', { accountId, transactionId, reason, statement: statement.trim() });
    navigate(`/cards/disputes/${made.disputeId}`, { replace: true });
  });
  const isComplete = reason !== undefined && statement.trim() !== '';
  return (
    <Page title={say('dispute.title')} back={back} narrow>
      <ErrorBanner error={open.error} />
      <Select
        label={say('dispute.reason')}
        value={reason}
        onChange={setReason}
        options={reasons.map((id) => ({ id, label: say(`dispute.reason.${id}`), text: say(`dispute.reason.${id}`) }))}
        error={tried && reason === undefined ? say('apply.missing') : ''}
      />
      <TextArea label={say('dispute.statement')} hint={say('dispute.hint')} value={statement} onChange={setStatement} />
      {tried && statement.trim() === '' && <Banner tone="warn">{say('apply.missing')}</Banner>}
      <Button
        wide
        pending={open.pending}
        onPress={() => {
          setTried(true);
          if (isComplete) void open.run();
        }}
      >
        {say('dispute.go')}
      </Button>
    </Page>
  );
}

export function DisputeList(): ReactNode {
  const say = cardTexts.use();
  const loaded = useLoaded('card-disputes', () => bank.get<Disputes>('/card-disputes'));
  return (
    <Page title={say('dispute.list')} back={{ label: say('cards.title'), to: '/cards' }} narrow>
      {loaded.state === 'loading' && <Skeleton lines={4} height="3rem" />}
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'ready' && loaded.value.disputes.length === 0 && <EmptyState icon="shield" title={say('dispute.none')} />}
      {loaded.state === 'ready' && loaded.value.disputes.length > 0 && (
        <Card flush>
          {loaded.value.disputes.map((dispute) => (
            <LinkRow
              key={dispute.disputeId}
              to={`/cards/disputes/${dispute.disputeId}`}
              icon="shield"
              title={<bdi>{dispute.merchantName}</bdi>}
              note={`${say('dispute.reference', { reference: dispute.reference })} · ${formatDate(dispute.createdAt, 'date')}`}
            />
          ))}
        </Card>
      )}
    </Page>
  );
}

const documentKinds = ['declaration', 'police-report', 'receipt', 'order', 'correspondence', 'cancellation', 'other'] as const;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(binary);
}

export function DisputePage({ disputeId = '' }: { readonly disputeId?: string }): ReactNode {
  const say = cardTexts.use();
  const path = `/card-disputes/${disputeId}`;
  const loaded = useLoaded(path, () => bank.get<Dispute>(path));
  const [kind, setKind] = useState<string>();
  const [file, setFile] = useState<File>();
  const add = useAct(async (wanted: string) => {
    if (file === undefined) return;
    await bank.post(`${path}/documents`, { kind: wanted, fileName: file.name, content: await base64Of(file) });
    setFile(undefined);
    loaded.reload();
  });
  const submit = useAct(async () => {
    await bank.post(`${path}/submission`);
    loaded.reload();
  });
  const withdraw = useAct(async () => {
    await bank.post(`${path}/withdrawal`);
    loaded.reload();
  });
  const back = { label: say('dispute.list'), to: '/cards/disputes' };
  if (loaded.state !== 'ready') {
    return (
      <Page title={say('dispute.list')} back={back} narrow>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={6} height="2.4rem" />}
      </Page>
    );
  }
  const dispute = loaded.value;
  const chosen = kind ?? dispute.missing[0] ?? 'other';
  const takesDocuments = dispute.status === 'draft' || dispute.status === 'incomplete';
  const documentName = (name: string): string => {
    const key = `document.${name}`;
    return say.has(key) ? say(key) : name;
  };
  return (
    <Page title={dispute.merchantName} lead={<Ltr>{dispute.reference}</Ltr>} back={back} narrow>
      <Banner tone={takesDocuments ? 'warn' : 'info'}>{dispute.inWords}</Banner>
      <Card>
        <Details
          rows={[
            [say('dispute.reason'), say(`dispute.reason.${dispute.reason}` as 'dispute.reason.fraud')],
            ...dispute.amounts.map(
              ({ original }, place) => [place === 0 ? say('tx.amount') : say('kind.fee'), formatMoney(original)] as const,
            ),
            [say('tx.when'), formatDate(dispute.createdAt, 'date-time')],
          ]}
        />
      </Card>
      {dispute.documents.length > 0 && (
        <Card flush title={say('dispute.documents')}>
          <ul className="list">
            {dispute.documents.map((document) => (
              <li key={document.documentId} className="list-item">
                <span className="list-body">
                  <span className="list-title">{documentName(document.kind)}</span>
                  <span className="list-note">
                    <bdi>{document.fileName}</bdi>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {takesDocuments && (
        <Card title={say('dispute.add')}>
          {dispute.missing.length > 0 && (
            <p>
              {say('dispute.missing')}: {dispute.missing.map(documentName).join(' · ')}
              {dispute.documentsDueOn !== null && (
                <>
                  {' '}
                  <Tag tone="warn" icon="clock">
                    {say('dispute.until', { date: monthDay(dispute.documentsDueOn) })}
                  </Tag>
                </>
              )}
            </p>
          )}
          <ErrorBanner error={add.error} />
          <Select
            label={say('dispute.documents')}
            value={chosen}
            onChange={setKind}
            options={documentKinds.map((id) => ({ id, label: documentName(id), text: documentName(id) }))}
          />
          <label className="file-field">
            <span className="field-label">{say('dispute.file')}</span>
            <input type="file" accept="application/pdf,image/jpeg,image/png" onChange={(event) => setFile(event.target.files?.[0])} />
          </label>
          <Button look="secondary" disabled={file === undefined} pending={add.pending} onPress={() => void add.run(chosen)}>
            {say('dispute.add')}
          </Button>
        </Card>
      )}
      <ErrorBanner error={submit.error ?? withdraw.error} />
      {dispute.status === 'draft' && (
        <Button wide pending={submit.pending} onPress={() => void submit.run()}>
          {say('dispute.submit')}
        </Button>
      )}
      {dispute.status !== 'closed' && (
        <Button look="quiet" pending={withdraw.pending} onPress={() => void withdraw.run()}>
          {say('dispute.withdraw')}
        </Button>
      )}
    </Page>
  );
}

export function StatementsPage({ accountId = '' }: { readonly accountId?: string }): ReactNode {
  const say = cardTexts.use();
  const language = useLanguage();
  const path = `/card-accounts/${accountId}/statements`;
  const loaded = useLoaded(path, () => bank.get<{ statements: Statement[] }>(path));
  return (
    <Page title={say('statements.title')} back={{ label: say('toAccount'), to: `/cards/accounts/${accountId}` }} narrow>
      {loaded.state === 'loading' && <Skeleton lines={4} height="3rem" />}
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'ready' && loaded.value.statements.length === 0 && <EmptyState icon="document" title={say('statements.none')} />}
      {loaded.state === 'ready' &&
        loaded.value.statements.map((statement) => (
          <Card key={statement.statementId} title={`${monthDay(statement.fromDay)} – ${monthDay(statement.toDay)}`}>
            <div className="row">
              <LinkButton look="secondary" icon="download" download to={bank.url(`${path}/${statement.statementId}.pdf`, { language })}>
                {say('statements.pdf')}
              </LinkButton>
              <LinkButton look="secondary" icon="download" download to={bank.url(`${path}/${statement.statementId}.csv`)}>
                {say('statements.csv')}
              </LinkButton>
            </div>
          </Card>
        ))}
    </Page>
  );
}
