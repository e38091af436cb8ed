// What the kiosk does, all seen at once (PC-41).
import type { ReactNode } from 'react';
import type { IconName } from '../../shared/ui/icons.tsx';
import { Big, Tile } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export type MenuAct = 'apply' | 'activate' | 'load' | 'balance' | 'replace' | 'renew' | 'close';

const acts: readonly { readonly act: MenuAct; readonly icon: IconName }[] = [
  { act: 'load', icon: 'plus' },
  { act: 'balance', icon: 'eye' },
  { act: 'activate', icon: 'check' },
  { act: 'apply', icon: 'card' },
  { act: 'replace', icon: 'swap' },
  { act: 'renew', icon: 'refresh' },
  { act: 'close', icon: 'close' },
];

export function Menu({ onChoose }: { readonly onChoose: (act: MenuAct) => void }): ReactNode {
  const say = kioskTexts.use();
  const { end } = useVisit();
  return (
    <main className="screen">
      <div className="screen-head">
        <h1>{say('menu.title')}</h1>
      </div>
      <div className="tiles">
        {acts.map(({ act, icon }) => (
          <Tile key={act} icon={icon} title={say(`act.${act}`)} note={say(`act.${act}.note`)} onPress={() => onChoose(act)} />
        ))}
      </div>
      <div className="screen-act" />
      <footer className="screen-foot">
        <Big look="secondary" icon="sign-out" onPress={() => end('finished')}>
          {say('finish')}
        </Big>
      </footer>
    </main>
  );
}
