// A receipt of what was done: printed, sent, or none; then something else or goodbye (PC-41).
import { useRef, useState, type ReactNode } from 'react';
import { formatDate, formatMoney } from '../../shared/i18n/format.ts';
import { useAct } from '../../shared/loading.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { DeviceFault } from '../devices.ts';
import { door, type MadeReceipt, type ReceiptOf } from '../door.ts';
import { Big, Choices, Note, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

type Channel = 'print' | 'sms' | 'email';

export function Receipt({ about }: { readonly about: ReceiptOf }): ReactNode {
  const say = kioskTexts.use();
  const { visitId, setup, devices, end, toMenu } = useVisit();
  const [done, setDone] = useState<Channel>();
  const [noPaper, setNoPaper] = useState(false);
  const receiptId = useRef(crypto.randomUUID());
  const make = useAct(async (channel: Channel) => {
    const body = { ...about, receiptId: receiptId.current, channel };
    const made = await door.post<MadeReceipt>(`/visits/${visitId}/receipts`, body);
    if (channel === 'print') {
      try {
        const title = `${setup.title} · ${made.act === 'load-cash' ? say('load.cash') : say(`act.${made.act}`)}`;
        const lines: [string, string][] = [
          [say('receipt.at'), formatDate(made.at, 'date-time')],
          [say('receipt.place'), made.place],
          ...(made.cardEnd === undefined ? [] : [[say('receipt.card'), `•••• ${made.cardEnd}`] as [string, string]]),
          ...(made.amount === undefined ? [] : [[say('receipt.amount'), formatMoney(made.amount)] as [string, string]]),
          [say('receipt.reference'), made.reference],
        ];
        await devices.print(title, lines);
      } catch (error) {
        if (!(error instanceof DeviceFault)) throw error;
        setNoPaper(true);
        receiptId.current = crypto.randomUUID();
        return;
      }
    }
    setDone(channel);
  });
  if (done !== undefined) {
    return (
      <Screen
        title={done === 'print' ? say('receipt.printed') : say('receipt.sent')}
        centred
        onBack={toMenu}
        act={
          <>
            <Big onPress={() => end('finished')}>{say('finish')}</Big>
            <Big look="secondary" onPress={toMenu}>
              {say('receipt.more')}
            </Big>
          </>
        }
        bare
      >
        <span className="mark mark-good">
          <Icon name={done === 'print' ? 'bill' : done === 'sms' ? 'message' : 'mail'} size={96} />
        </span>
      </Screen>
    );
  }
  return (
    <Screen
      title={say('receipt.title')}
      error={make.error}
      bare
      act={
        <Big look="secondary" onPress={() => end('finished')}>
          {say('receipt.none')}
        </Big>
      }
    >
      {noPaper && <Note tone="warn">{say('receipt.noPaper')}</Note>}
      <Choices
        options={[
          ...(noPaper ? [] : [{ id: 'print', icon: 'bill', title: say('receipt.print') } as const]),
          { id: 'sms', icon: 'message', title: say('receipt.sms') },
          { id: 'email', icon: 'mail', title: say('receipt.email') },
        ]}
        onChoose={(id) => void make.run(id as Channel)}
      />
    </Screen>
  );
}
