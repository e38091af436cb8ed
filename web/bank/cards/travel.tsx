// Travel: the countries that the bank is told of beforehand, and those where the card does not work.
import { useState, type ReactNode } from 'react';
import { useLanguage } from '../../shared/i18n/texts.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { DateField } from './fields.tsx';
import { countryName, monthDay, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { Trip } from './types.ts';

const travelled = [
  'AE',
  'SA',
  'QA',
  'KW',
  'BH',
  'IN',
  'GB',
  'FR',
  'DE',
  'IT',
  'ES',
  'CH',
  'TR',
  'EG',
  'KZ',
  'TH',
  'MY',
  'SG',
  'JP',
  'US',
  'CA',
  'AU',
] as const;

export function TravelPage({ accountId = '' }: { readonly accountId?: string }): ReactNode {
  const say = cardTexts.use();
  const language = useLanguage();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const path = `/card-accounts/${accountId}/travel`;
  const trips = useLoaded(path, () => bank.get<{ travel: Trip[] }>(path));
  const rules = useRules();
  const [country, setCountry] = useState<string>();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [told, setTold] = useState<Trip>();
  const [tried, setTried] = useState(false);
  const register = useAct(async () => {
    setTold(await bank.post<Trip>(path, { countries: [country], fromDay: from, toDay: to }));
    trips.reload();
  });
  const end = useAct(async (travelId: string) => {
    await bank.post(`${path}/${travelId}/end`);
    trips.reload();
  });
  const restricted = rules.state === 'ready' ? (rules.value.programmes[0]?.countriesRestricted ?? []) : [];
  const names = travelled.map((code) => ({ id: code, label: countryName(code, language), text: countryName(code, language) }));
  return (
    <Page title={say('travel.title')} lead={say('travel.lead')} back={back} narrow>
      <ErrorBanner error={register.error ?? end.error} />
      {told?.warnings.map(({ kind, text }) => (
        <Banner key={`${kind} ${text}`} tone={kind === 'restricted-country' ? 'bad' : 'warn'} live>
          {text}
        </Banner>
      ))}
      <Card>
        <Select
          label={say('travel.country')}
          options={names}
          value={country}
          onChange={setCountry}
          error={tried && country === undefined ? say('apply.missing') : ''}
        />
        <DateField label={say('travel.from')} value={from} onChange={setFrom} />
        <DateField label={say('travel.to')} value={to} onChange={setTo} />
        {tried && (from === '' || to === '') && <Banner tone="warn">{say('travel.dates')}</Banner>}
        <Button
          wide
          pending={register.pending}
          onPress={() => {
            setTried(true);
            if (country !== undefined && from !== '' && to !== '') void register.run();
          }}
        >
          {say('travel.go')}
        </Button>
      </Card>
      {trips.state === 'failed' && <ErrorBanner error={trips.error} onRetry={trips.reload} />}
      {trips.state === 'ready' && trips.value.travel.length > 0 && (
        <Card flush title={say('travel.own')}>
          <ul className="list">
            {trips.value.travel.map((trip) => (
              <li key={trip.travelId} className="list-item">
                <span className="list-body">
                  <span className="list-title">{trip.countries.map((code) => countryName(code, language)).join(' · ')}</span>
                  <span className="list-note">
                    {monthDay(trip.fromDay)} – {monthDay(trip.toDay)}
                  </span>
                </span>
                <Button look="quiet" small onPress={() => void end.run(trip.travelId)}>
                  {say('travel.end')}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {restricted.length > 0 && (
        <Card title={say('travel.restricted')}>
          <ul className="bullets">
            {restricted.map((code) => (
              <li key={code}>{countryName(code, language)}</li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
