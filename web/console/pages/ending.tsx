// The written notice that ends an account: it takes effect once the destruction of its cards is confirmed (PC-56).
import { useState, type ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { AccountCare, Ending } from '../care-types.ts';
import type { SeenAccount } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { Moment } from './care-parts.tsx';

export function EndingPart({
  account,
  care,
  onChanged,
}: {
  readonly account: SeenAccount;
  readonly care: AccountCare;
  readonly onChanged: () => void;
}): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [open, setOpen] = useState(false);
  const { ending } = care;
  return (
    <>
      {ending === undefined ? (
        <div className="panel">
          <EmptyState icon="document" title={say('notice.none')}>
            <p className="small quiet notice-words">{say('notice.text')}</p>
            {may('card.contact') && account.status !== 'closed' && (
              <Button look="secondary" icon="document" onPress={() => setOpen(true)}>
                {say('notice.record')}
              </Button>
            )}
          </EmptyState>
        </div>
      ) : (
        <Noticed ending={ending} />
      )}
      {open && (
        <NoticeForm
          accountId={account.accountId}
          payTo={care.payTo}
          onClose={(changed) => {
            setOpen(false);
            if (changed) onChanged();
          }}
        />
      )}
    </>
  );
}

function Noticed({ ending }: { readonly ending: Ending }): ReactNode {
  const say = consoleTexts.use();
  const { effectiveAt, waitingCards } = ending;
  return (
    <Card
      title={say('notice.title')}
      level={2}
      end={
        <Tag tone={effectiveAt === undefined ? 'warn' : 'plain'} icon={effectiveAt === undefined ? 'clock' : 'check'}>
          {say(effectiveAt === undefined ? 'notice.waits' : 'notice.inEffect')}
        </Tag>
      }
    >
      {waitingCards.length > 0 && (
        <Banner tone="warn" title={say('notice.destroyFirst')}>
          {waitingCards.map(({ cardId, lastFour, claimedAt }) => (
            <p key={cardId}>
              <Ltr>•••• {lastFour}</Ltr> {claimedAt === undefined ? '' : `· ${say('returned.claimed')}`}
            </p>
          ))}
        </Banner>
      )}
      <Details
        rows={[
          [say('notice.givenBy'), named(say, 'noticeBy', ending.givenBy)],
          [say('notice.reference'), <bdi key="r">{ending.reference}</bdi>],
          [say('notice.recordedAt'), <Moment key="n" at={ending.noticedAt} />],
          [say('notice.effectiveAt'), effectiveAt === undefined ? undefined : <Moment key="e" at={effectiveAt} />],
        ]}
      />
      <h3 className="part-title">{say('notice.due')}</h3>
      <Table
        label={say('notice.due')}
        rows={ending.due}
        rowId={({ currency }) => currency}
        columns={[
          { id: 'wallet', title: say('cards.wallet'), cell: ({ currency }) => <Ltr>{currency}</Ltr> },
          { id: 'owed', title: say('cards.debt'), end: true, cell: ({ owed }) => <Money amount={owed} /> },
          { id: 'unposted', title: say('notice.unposted'), end: true, cell: ({ unposted }) => <Money amount={unposted} /> },
        ]}
      />
    </Card>
  );
}

const elsewhere = 'iban';

function NoticeForm({
  accountId,
  payTo,
  onClose,
}: {
  readonly accountId: string;
  readonly payTo: AccountCare['payTo'];
  readonly onClose: (changed: boolean) => void;
}): ReactNode {
  const say = consoleTexts.use();
  const [givenBy, setGivenBy] = useState('holder');
  const [reference, setReference] = useState('');
  const [to, setTo] = useState(payTo[0]?.accountId ?? elsewhere);
  const [iban, setIban] = useState('');
  const typed = iban.replace(/\s/g, '').toUpperCase();
  const record = useAct(async () => {
    const where = to === elsewhere ? { iban: typed } : { account: to };
    await door.post(`/card-accounts/${accountId}/ending`, { givenBy, reference: reference.trim(), payTo: where });
    toast(say('dispute.done'));
    onClose(true);
  });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={say('notice.record')}
      actions={
        <>
          <Button
            look="danger"
            icon="document"
            pending={record.pending}
            disabled={reference.trim() === '' || (to === elsewhere && typed.length < 15)}
            onPress={() => void record.run()}
          >
            {say('notice.record')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{say('notice.text')}</p>
      <Select
        label={say('notice.givenBy')}
        options={['holder', 'bank'].map((id) => ({ id, label: named(say, 'noticeBy', id), text: named(say, 'noticeBy', id) }))}
        value={givenBy}
        onChange={setGivenBy}
      />
      <TextField label={say('notice.reference')} value={reference} onChange={setReference} maxLength={120} autoComplete="off" />
      <Select
        label={say('notice.payTo')}
        options={[
          ...payTo.map(({ accountId: id, number }) => ({ id, label: <Ltr>{number}</Ltr>, text: number })),
          { id: elsewhere, label: say('notice.elsewhere'), text: say('notice.elsewhere') },
        ]}
        value={to}
        onChange={setTo}
      />
      {to === elsewhere && (
        <TextField
          label={say('notice.iban')}
          value={iban}
          onChange={(value) => setIban(toLatinDigits(value))}
          maxLength={42}
          ltr
          autoComplete="off"
        />
      )}
      <ErrorBanner error={record.error} />
    </Dialog>
  );
}
