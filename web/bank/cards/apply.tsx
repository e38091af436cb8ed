// Applying in the web bank: document, terms that were read, consents (PC-01, PC-46).
import { useRef, useState, type ReactNode } from 'react';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useLanguage } from '../../shared/i18n/texts.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { DateField } from './fields.tsx';
import { Finished, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { Application, Terms, TermsText } from './types.ts';

const uses = ['account', 'credit-bureau', 'marketing'] as const;

/** A text that scrolls must be reached by keyboard too. */
const reachable = (region: HTMLElement | null): void => {
  if (region !== null) region.tabIndex = 0;
};

export function ApplyPage(): ReactNode {
  const say = cardTexts.use();
  const language = useLanguage() === 'ar' ? 'ar' : 'en';
  const rules = useRules();
  const terms = useLoaded('card-terms', () => bank.get<Terms>('/card-terms'));
  const version = terms.state === 'ready' ? (terms.value.terms.find(({ inForce }) => inForce)?.version ?? '') : '';
  const text = useLoaded(`card-terms ${version} ${language}`, async () =>
    version === '' ? undefined : await bank.get<TermsText>(`/card-terms/${version}`, { query: { language } }),
  );
  const [kind, setKind] = useState('national-card');
  const [number, setNumber] = useState('');
  const [issuer, setIssuer] = useState('OMN');
  const [expiresOn, setExpiresOn] = useState('');
  const [form, setForm] = useState('virtual');
  const [accepted, setAccepted] = useState(false);
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set(['account']));
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<Application>();
  const key = useRef(crypto.randomUUID());
  const programme = rules.state === 'ready' ? rules.value.programmes[0] : undefined;
  const product = programme?.products[0];
  const apply = useAct(async () => {
    const consents = Object.fromEntries(uses.map((use) => [use, given.has(use)]));
    const document = { kind, number: number.trim(), issuer: issuer.trim().toUpperCase(), expiresOn };
    const body = { product: product?.product, form, document, termsVersion: version, termsLanguage: language, consents };
    key.current = crypto.randomUUID();
    setMade(await bank.post<Application>('/card-applications', body, { idempotencyKey: key.current }));
  });
  const back = { label: say('cards.title'), to: '/cards' };
  if (made !== undefined) {
    const waitsFor = made.missing.includes('in-person')
      ? 'cards.waiting.in-person'
      : made.missing.includes('online')
        ? 'cards.waiting.online'
        : 'apply.done.ready';
    return <Finished title={say('apply.done.title')} text={say(waitsFor)} to="/cards" toLabel={say('cards.title')} />;
  }
  if (programme === undefined || product === undefined || terms.state !== 'ready') {
    return (
      <Page title={say('apply.title')} back={back} narrow>
        {rules.state === 'failed' ? <ErrorBanner error={rules.error} onRetry={rules.reload} /> : <Skeleton lines={6} height="2.6rem" />}
      </Page>
    );
  }
  const fee = programme.fees.find(({ fee: name }) => name === 'joining')?.total;
  const isComplete = number.trim() !== '' && /^[A-Za-z]{3}$/.test(issuer.trim()) && expiresOn !== '' && accepted && given.has('account');
  const toggle = (use: string, on: boolean): void => {
    const next = new Set(given);
    if (on) next.add(use);
    else next.delete(use);
    setGiven(next);
  };
  return (
    <Page title={say('apply.title')} lead={fee === undefined ? undefined : say('apply.fee', { fee: formatMoney(fee) })} back={back} narrow>
      <ErrorBanner error={apply.error} />
      <RadioCards
        label={say('replace.form')}
        value={form}
        onChange={setForm}
        options={(['virtual', 'physical'] as const).map((id) => ({ id, title: say(`form.${id}`) }))}
      />
      <Card title={say('apply.document')}>
        <RadioCards
          label={say('apply.document')}
          value={kind}
          onChange={setKind}
          options={(['national-card', 'passport'] as const).map((id) => ({ id, title: say(`apply.kind.${id}`) }))}
        />
        <TextField
          label={say('apply.number')}
          value={number}
          onChange={setNumber}
          ltr
          autoComplete="off"
          maxLength={40}
          error={tried && number.trim() === '' ? say('apply.missing') : ''}
        />
        <TextField label={say('apply.issuer')} value={issuer} onChange={setIssuer} ltr autoComplete="off" maxLength={3} />
        <DateField label={say('apply.expires')} value={expiresOn} onChange={setExpiresOn} />
        {tried && expiresOn === '' && <Banner tone="warn">{say('apply.missing')}</Banner>}
      </Card>
      <Card title={say('apply.consents')}>
        <details className="disclosure">
          <summary>
            {say('apply.terms.read')}
            <Icon name="chevron-down" />
          </summary>
          {text.state === 'failed' && <ErrorBanner error={text.error} onRetry={text.reload} />}
          {text.state === 'ready' && text.value !== undefined && (
            <div
              className="terms-text"
              lang={language}
              dir={language === 'ar' ? 'rtl' : 'ltr'}
              ref={reachable}
              role="region"
              aria-label={say('apply.terms.read')}
            >
              {text.value.text}
            </div>
          )}
        </details>
        <Checkbox checked={accepted} onChange={setAccepted}>
          {say('apply.terms', { version })}
        </Checkbox>
        {uses.map((use) => (
          <Checkbox key={use} checked={given.has(use)} onChange={(on) => toggle(use, on)}>
            {say(`use.${use}`)}
          </Checkbox>
        ))}
        {tried && !(accepted && given.has('account')) && <Banner tone="warn">{say('apply.missing')}</Banner>}
      </Card>
      <Button
        wide
        pending={apply.pending}
        onPress={() => {
          setTried(true);
          if (isComplete) void apply.run();
        }}
      >
        {say('apply.go')}
      </Button>
    </Page>
  );
}
