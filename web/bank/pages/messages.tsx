// Every notification that the bank sent, searchable.
import { useEffect, useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Message, Messages as MessagesOfBank } from '../types.ts';

const typingMs = 300;
const icons: Readonly<Record<Message['channel'], IconName>> = { sms: 'message', email: 'mail', push: 'bell' };

export function Messages(): ReactNode {
  const say = bankTexts.use();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Page title={say('messages.title')} lead={say('messages.lead')} narrow>
      <TextField label={say('messages.search')} type="search" autoComplete="off" maxLength={80} value={typed} onChange={setTyped} />
      <Found key={search} search={search} />
    </Page>
  );
}

function Found({ search }: { readonly search: string }): ReactNode {
  const say = bankTexts.use();
  const query = search === '' ? {} : { text: search };
  const first = useLoaded(`messages/${search}`, () => bank.get<MessagesOfBank>('/messages', { query }));
  const [further, setFurther] = useState<readonly MessagesOfBank[]>([]);
  const pages = first.state === 'ready' ? [first.value, ...further] : [];
  const next = pages.at(-1)?.next;
  const more = useAct(async () => {
    if (next === undefined) return;
    const page = await bank.get<MessagesOfBank>('/messages', { query: { ...query, cursor: next } });
    setFurther((before) => [...before, page]);
  });
  const messages = pages.flatMap((page) => page.messages);
  if (first.state === 'loading') return <Skeleton lines={6} height="3.6rem" />;
  if (first.state === 'failed') return <ErrorBanner error={first.error} onRetry={first.reload} />;
  return (
    <>
      <Card flush>
        {messages.length === 0 ? (
          <EmptyState icon="message" title={search === '' ? say('messages.empty.title') : say('messages.notFound', { search })}>
            {search === '' ? say('messages.empty.text') : undefined}
          </EmptyState>
        ) : (
          <ul className="list">
            {messages.map((message) => (
              <li key={message.messageId} className="list-item" style={{ alignItems: 'flex-start' }}>
                <span className="list-icon">
                  <Icon name={icons[message.channel]} />
                </span>
                <span className="list-body" style={{ gap: 'var(--space-1)' }}>
                  {message.title !== '' && <span className="list-title">{message.title}</span>}
                  <span dir="auto" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                    {message.body}
                  </span>
                  <span className="list-note">
                    {say(`messages.channel.${message.channel}`)} · <Ltr>{message.to}</Ltr> · {formatDate(message.at, 'date-time')}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <ErrorBanner error={more.error} />
      {next !== undefined && (
        <Button look="secondary" pending={more.pending} onPress={() => void more.run()}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
