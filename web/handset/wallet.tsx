// What the customer carries: the card with its PIN letter, the web bank's password, the hard token. Demo data only.
import { useEffect, useState, type ReactNode } from 'react';
import { useLoaded } from '../shared/loading.ts';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Details, Skeleton } from '../shared/ui/card.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { BrandMark } from '../shared/ui/shell.tsx';
import { door, type Phone, type Wallet } from './door.ts';
import { CopyButton } from './inbox.tsx';
import { handsetTexts } from './texts.ts';

const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');

export function WalletPanel({ phone }: { readonly phone: Phone }): ReactNode {
  const say = handsetTexts.use();
  const loaded = useLoaded(phone.slug, async () => await door.get<Wallet>(`/phones/${phone.slug}/wallet`));
  const [drawn, setDrawn] = useState<string>();
  if (loaded.state === 'failed') return <ErrorBanner error={loaded.error} onRetry={loaded.reload} />;
  if (loaded.state === 'loading') return <Skeleton lines={5} height="2rem" />;
  const { card, signIn, device, drawer, customerNumber } = loaded.value;
  const shown = drawn ?? device?.serial;
  return (
    <div className="wallet">
      <h2 className="part">{say('wallet.card')}</h2>
      {card !== undefined && (
        <>
          <div className="bank-card" dir="ltr">
            <span className="bank-card-head">
              <BrandMark size={22} /> Ramz Bank
            </span>
            <span className="bank-card-number">{grouped(card.number)}</span>
            <span className="bank-card-foot">
              <span>{phone.nameLatin}</span>
              <span>
                {card.expiresOn.slice(5, 7)}/{card.expiresOn.slice(2, 4)}
              </span>
            </span>
          </div>
          <Details
            rows={[
              [say('wallet.mobile'), <CopyButton key="m" text={phone.mobile} />],
              [say('wallet.cardNumber'), <CopyButton key="c" text={card.number} />],
              [say('wallet.pin'), <CopyButton key="p" text={card.pin} />],
            ]}
          />
        </>
      )}
      <h2 className="part">{say('wallet.bank')}</h2>
      {signIn === undefined ? (
        <p className="small quiet">{say('wallet.notEnrolled')}</p>
      ) : (
        <Details
          rows={[
            [say('wallet.userName'), <CopyButton key="u" text={signIn.userName} />],
            [say('wallet.password'), <CopyButton key="w" text={signIn.password} />],
          ]}
        />
      )}
      <Details rows={[[say('wallet.number'), <Ltr key="n">{customerNumber}</Ltr>]]} />
      <h2 className="part">{say('wallet.device')}</h2>
      {shown === undefined ? <p className="small quiet">{say('wallet.noDevice')}</p> : <Device key={shown} serial={shown} />}
      <label className="drawer">
        <span className="small">{say('wallet.drawer')}</span>
        <select value={shown ?? ''} onChange={(event) => setDrawn(event.target.value === '' ? undefined : event.target.value)}>
          <option value="">—</option>
          {device !== undefined && <option value={device.serial}>{device.serial}</option>}
          {drawer.map((serial) => (
            <option key={serial} value={serial}>
              {serial}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type Shown = { readonly code: string; readonly until: number };

/** The device in the hand: dark until its button is pressed, then a code for as long as it lasts. */
function Device({ serial }: { readonly serial: string }): ReactNode {
  const say = handsetTexts.use();
  const [shown, setShown] = useState<Shown>();
  const [now, setNow] = useState(0);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= shown.until) setShown(undefined);
    }, 500);
    return () => clearInterval(timer);
  }, [shown]);
  const press = (): void => {
    setError(undefined);
    door.get<{ code: string; secondsLeft: number }>(`/devices/${serial}`).then(({ code, secondsLeft }) => {
      setNow(Date.now());
      setShown({ code, until: Date.now() + secondsLeft * 1000 });
    }, setError);
  };
  const left = shown === undefined ? 0 : Math.max(0, Math.ceil((shown.until - now) / 1000));
  return (
    <>
      <ErrorBanner error={error} />
      <div className="device" dir="ltr">
        <span className="device-screen" role="status">
          {shown === undefined ? <span className="visually-hidden">{say('device.dark')}</span> : <CopyButton text={shown.code} />}
          {shown !== undefined && <span className="device-bars" style={{ inlineSize: `${(left / 30) * 100}%` }} />}
        </span>
        <button type="button" className="device-button" onClick={press} aria-label={say('device.press')} />
        <span className="device-serial">{serial}</span>
      </div>
      <p className="small quiet">{say('device.hint')}</p>
    </>
  );
}
