// SMS and mail of a phone, as their owner reads them; codes can be copied with one tap.
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react';
import { formatDate } from '../shared/i18n/format.ts';
import { useAct } from '../shared/loading.ts';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Button } from '../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../shared/ui/card.tsx';
import { TextField } from '../shared/ui/field.tsx';
import { Icon } from '../shared/ui/icons.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { toast } from '../shared/ui/toast.tsx';
import { door, type Inbox, type Phone } from './door.ts';
import { handsetTexts } from './texts.ts';

export function CopyButton({ text }: { readonly text: string }): ReactNode {
  const say = handsetTexts.use();
  return (
    <button
      type="button"
      className="copy"
      aria-label={say('copy', { text })}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => toast(say('copied')));
      }}
    >
      <Ltr>{text}</Ltr>
      <Icon name="copy" size={15} />
    </button>
  );
}

/** The text with its one-time code, six to eight digits alone, as a button. The WebOTP line at the end is left as it is. */
function TextWithCode({ text }: { readonly text: string }): ReactNode {
  const found = /(?<![\d+#.])\d{6,8}(?![\d.])/.exec(text);
  if (found === null) return text;
  return (
    <Fragment>
      {text.slice(0, found.index)}
      <CopyButton text={found[0]} />
      {text.slice(found.index + found[0].length)}
    </Fragment>
  );
}

export function Messages({
  phone,
  inbox,
  bankNumber,
}: {
  readonly phone: Phone;
  readonly inbox: Inbox | undefined;
  readonly bankNumber: string;
}): ReactNode {
  const say = handsetTexts.use();
  const [text, setText] = useState('');
  const end = useRef<HTMLLIElement>(null);
  const count = inbox?.sms.length ?? 0;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  const send = useAct(async () => {
    await door.post(`/phones/${phone.slug}/sms`, { to: bankNumber, text: text.trim() });
    setText('');
  });
  return (
    <div className="chat">
      {inbox === undefined && <Skeleton lines={4} height="2.4rem" />}
      {inbox !== undefined && inbox.sms.length === 0 && (
        <EmptyState icon="message" title={say('sms.none')}>
          {say('sms.none.text')}
        </EmptyState>
      )}
      <ul className="bubbles">
        {inbox?.sms.map((sms) => (
          <li key={sms.id} className={sms.direction === 'in' ? 'bubble' : 'bubble bubble-own'}>
            <span className="bubble-head">
              <Ltr>{sms.direction === 'in' ? sms.from : sms.to}</Ltr> · {formatDate(sms.at, 'time')}
            </span>
            <bdi className="bubble-text" dir="auto">
              <TextWithCode text={sms.text} />
            </bdi>
          </li>
        ))}
        <li ref={end} aria-hidden="true" />
      </ul>
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run();
        }}
      >
        <ErrorBanner error={send.error} />
        <TextField
          label={say('sms.to', { number: bankNumber })}
          hint={say('sms.hint')}
          value={text}
          onChange={setText}
          maxLength={480}
          autoComplete="off"
        />
        <Button type="submit" small icon="send" pending={send.pending} disabled={text.trim() === ''}>
          {say('sms.send')}
        </Button>
      </form>
    </div>
  );
}

export function Mailbox({ inbox }: { readonly inbox: Inbox | undefined }): ReactNode {
  const say = handsetTexts.use();
  if (inbox === undefined) return <Skeleton lines={4} height="2.4rem" />;
  if (inbox.mail.length === 0) {
    return (
      <EmptyState icon="mail" title={say('mail.none')}>
        {say('mail.none.text')}
      </EmptyState>
    );
  }
  return (
    <ul className="mails">
      {[...inbox.mail].reverse().map((mail) => (
        <li key={mail.id}>
          <details className="mail">
            <summary>
              <bdi className="mail-subject" dir="auto">
                {mail.subject}
              </bdi>
              <span className="mail-head">
                <Ltr>{mail.from}</Ltr> · {formatDate(mail.at, 'time')}
              </span>
            </summary>
            <p className="mail-text" dir="auto">
              <TextWithCode text={mail.text} />
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}
