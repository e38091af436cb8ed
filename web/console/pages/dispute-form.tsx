// Takes a dispute for a customer on the phone or at the counter: reason, their words, the first document.
import { useState, type ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { navigate } from '../../shared/router.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Details } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Money } from '../../shared/ui/money.tsx';
import { Select } from '../../shared/ui/select.tsx';
import type { DisputeView, SeenTransaction } from '../card-types.ts';
import { door } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import { reasons } from './disputes.tsx';

export function DisputeForm({
  accountId,
  transaction,
  onClose,
}: {
  readonly accountId: string;
  readonly transaction: SeenTransaction;
  readonly onClose: (taken: boolean) => void;
}): ReactNode {
  const say = consoleTexts.use();
  const [reason, setReason] = useState<string>();
  const [words, setWords] = useState('');
  const take = useAct(async () => {
    const body = { accountId, transactionId: transaction.transactionId, reason, statement: words.trim() };
    const { disputeId } = await door.post<DisputeView>('/card-disputes', body);
    onClose(true);
    navigate(`/disputes/${disputeId}`);
  });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={say('cards.dispute')}
      actions={
        <>
          <Button
            icon="check"
            pending={take.pending}
            disabled={reason === undefined || words.trim().length < 3}
            onPress={() => void take.run()}
          >
            {say('disputeForm.take')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <Details
        rows={[
          [say('dispute.merchant'), <bdi key="m">{transaction.merchant?.name ?? '—'}</bdi>],
          [say('dispute.amount'), <Money key="a" amount={transaction.amount} />],
        ]}
      />
      <Select
        label={say('dispute.reason')}
        placeholder={say('cardActs.choose')}
        options={reasons.map((id) => ({ id, label: say(`disputeReason.${id}`), text: say(`disputeReason.${id}`) }))}
        value={reason}
        onChange={setReason}
      />
      <TextField label={say('disputeForm.words')} hint={say('disputeForm.words.hint')} value={words} onChange={setWords} maxLength={2000} />
      <ErrorBanner error={take.error} />
    </Dialog>
  );
}
