// The prepaid cards of the phone's owner, and a shop's terminal to pay at: each press is a real message through the card network's port.
import { useState, type ReactNode } from 'react';
import { isCurrency, toDecimal, toJson, type MoneyJson } from '../../src/kernel/money.ts';
import { toLatinDigits } from '../../src/kernel/digits.ts';
import { formatMoney } from '../shared/i18n/format.ts';
import { useAct, useLoaded } from '../shared/loading.ts';
import { AmountField, amountOf } from '../shared/ui/amount-field.tsx';
import { Banner, ErrorBanner } from '../shared/ui/banner.tsx';
import { Button } from '../shared/ui/button.tsx';
import { Details, EmptyState, Skeleton } from '../shared/ui/card.tsx';
import { TextField } from '../shared/ui/field.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { Select } from '../shared/ui/select.tsx';
import { BrandMark } from '../shared/ui/shell.tsx';
import { door, type Payment, type Phone, type PrepaidCard, type Wallet } from './door.ts';
import { CopyButton } from './inbox.tsx';
import { handsetTexts } from './texts.ts';

const lastFour = (number: string): string => number.slice(-4);
const month = (day: string): string => `${day.slice(5, 7)}/${day.slice(2, 4)}`;

export function ShopPanel({ phone }: { readonly phone: Phone }): ReactNode {
  const say = handsetTexts.use();
  const loaded = useLoaded(phone.slug, async () => await door.get<Wallet>(`/phones/${phone.slug}/wallet`));
  const [chosen, setChosen] = useState<string>();
  if (loaded.state === 'failed') return <ErrorBanner error={loaded.error} onRetry={loaded.reload} />;
  if (loaded.state === 'loading') return <Skeleton lines={5} height="2rem" />;
  const { prepaid } = loaded.value;
  const card = prepaid.find(({ cardId }) => cardId === chosen) ?? prepaid[0];
  if (card === undefined) {
    return (
      <EmptyState icon="card" title={say('shop.none')}>
        {say('shop.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className="wallet">
      <h2 className="part">{say('wallet.prepaid')}</h2>
      {prepaid.length > 1 && (
        <Select
          label={say('terminal.card')}
          value={card.cardId}
          onChange={setChosen}
          options={prepaid.map(({ cardId, number }) => {
            const text = say('terminal.card.digits', { digits: lastFour(number) });
            return { id: cardId, label: text, text };
          })}
        />
      )}
      <Prepaid phone={phone} card={card} />
      <h2 className="part">{say('terminal.title')}</h2>
      <p className="small quiet">{say('terminal.text')}</p>
      <Terminal key={card.cardId} phone={phone} card={card} wallet={loaded.value} />
    </div>
  );
}

function Prepaid({ phone, card }: { readonly phone: Phone; readonly card: PrepaidCard }): ReactNode {
  const say = handsetTexts.use();
  return (
    <>
      <div className="bank-card bank-card-prepaid" dir="ltr">
        <span className="bank-card-head">
          <BrandMark size={22} /> Ramz Prepaid
        </span>
        <span className="bank-card-number">•••• •••• •••• {lastFour(card.number)}</span>
        <span className="bank-card-foot">
          <span>{phone.nameLatin}</span>
          <span>{month(card.expiresOn)}</span>
        </span>
      </div>
      <Details
        rows={[
          [say('wallet.expires'), <Ltr key="e">{month(card.expiresOn)}</Ltr>],
          [
            say('wallet.pin'),
            card.pin === undefined ? <span key="p">{say('wallet.prepaid.pin.own')}</span> : <CopyButton key="p" text={card.pin} />,
          ],
        ]}
      />
    </>
  );
}

type Bought = { readonly payment: Payment; readonly amount: MoneyJson };

const decimalOf = ({ currency, minor }: MoneyJson): string => (isCurrency(currency) ? toDecimal({ currency, minor: BigInt(minor) }) : '');

/** One purchase after another: form, answer, settlement. */
function Terminal({ phone, card, wallet }: { readonly phone: Phone; readonly card: PrepaidCard; readonly wallet: Wallet }): ReactNode {
  const say = handsetTexts.use();
  const { shops, tillCurrencies } = wallet;
  const [shopId, setShop] = useState(shops[0]?.id);
  const shop = shops.find(({ id }) => id === shopId);
  const [currency, setCurrency] = useState(shop?.usual.currency ?? 'OMR');
  const [typed, setTyped] = useState(shop === undefined ? '' : decimalOf(shop.usual));
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const [bought, setBought] = useState<Bought>();
  const pay = useAct(async (amount: MoneyJson) => {
    const body = { cardId: card.cardId, shop: shopId, amount, ...(shop?.asksForPin === true ? { pin: toLatinDigits(pin) } : {}) };
    setBought({ payment: await door.post<Payment>(`/phones/${phone.slug}/payments`, body), amount });
    setPin('');
    setTried(false);
  });
  if (shop === undefined || !isCurrency(currency)) return null;
  if (bought !== undefined) return <Answer {...bought} onNext={() => setBought(undefined)} />;
  const amount = amountOf(currency, typed);
  const isPinTyped = !shop.asksForPin || /^\d{4,12}$/.test(toLatinDigits(pin));
  return (
    <form
      className="terminal"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (amount !== undefined && isPinTyped) void pay.run(toJson(amount));
      }}
    >
      <ErrorBanner error={pay.error} />
      <Select
        label={say('terminal.shop')}
        value={shopId}
        onChange={(id) => {
          const next = shops.find((one) => one.id === id);
          setShop(id);
          if (next === undefined) return;
          setCurrency(next.usual.currency);
          setTyped(decimalOf(next.usual));
        }}
        options={shops.map(({ id, name }) => {
          const key = `shop.${id}`;
          const text = say.has(key) ? say(key) : name;
          return { id, label: text, note: <Ltr>{name}</Ltr>, text };
        })}
      />
      <Select
        label={say('terminal.currency')}
        value={currency}
        onChange={setCurrency}
        options={tillCurrencies.map((code) => ({ id: code, label: <Ltr>{code}</Ltr>, text: code }))}
      />
      <AmountField
        label={say('terminal.amount')}
        currency={currency}
        value={typed}
        onChange={setTyped}
        error={tried && amount === undefined ? say('terminal.amount.wrong') : ''}
      />
      {shop.asksForPin ? (
        <TextField
          label={say('terminal.pin')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          onChange={setPin}
          error={tried && !isPinTyped ? say('terminal.pin.wrong') : ''}
        />
      ) : (
        <p className="small quiet">{say('terminal.noPin')}</p>
      )}
      <Button type="submit" wide pending={pay.pending}>
        {amount === undefined ? say('terminal.title') : say('terminal.pay', { amount: formatMoney(toJson(amount)) })}
      </Button>
    </form>
  );
}

/** What the terminal shows: the answer and its code in words; after an approval, the settlement. */
function Answer({ payment, amount, onNext }: Bought & { readonly onNext: () => void }): ReactNode {
  const say = handsetTexts.use();
  const [settled, setSettled] = useState<Payment>();
  const settle = useAct(async () => setSettled(await door.post<Payment>(`/payments/${payment.paymentId ?? ''}/settle`, {})));
  const told = formatMoney(amount);
  const { outcome, code = '', approvalCode } = settled?.outcome === 'approved' ? payment : (settled ?? payment);
  const key = `code.${code}`;
  const words = say.has(key) ? say(key) : say('code.other');
  const isApproved = outcome === 'approved';
  const isSettled = settled?.outcome === 'approved';
  return (
    <div className="terminal">
      <ErrorBanner error={settle.error} />
      {isSettled && (
        <Banner tone="good" live title={say('terminal.settled', { amount: told })}>
          {say('terminal.settled.text')}
        </Banner>
      )}
      {isApproved && !isSettled && (
        <Banner tone="good" live title={say('terminal.approved', { amount: told })}>
          {say('terminal.approved.text')}
        </Banner>
      )}
      {outcome === 'declined' && (
        <Banner tone="bad" live title={say('terminal.declined')}>
          {words} {settled === undefined && say('terminal.charged.none')}
        </Banner>
      )}
      {outcome === 'no-answer' && (
        <Banner tone="warn" live title={say('terminal.noAnswer')}>
          {say('terminal.noAnswer.text')}
        </Banner>
      )}
      {code !== '' && (
        <Details
          rows={[
            [
              say('terminal.code'),
              <span key="c">
                <Ltr>{code}</Ltr> · {words}
              </span>,
            ],
            ...(approvalCode === undefined ? [] : [[say('terminal.approval'), <Ltr key="a">{approvalCode}</Ltr>] as const]),
          ]}
        />
      )}
      {payment.paymentId !== undefined && !isSettled && (
        <Button wide pending={settle.pending} onPress={() => void settle.run()}>
          {say('terminal.settle')}
        </Button>
      )}
      <Button wide look="secondary" onPress={onNext}>
        {say('terminal.next')}
      </Button>
    </div>
  );
}
