// Hard token and soft token in turns, each approving in its time, and the mobile number that only the hard token changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoDevices } from '../../src/demo/hard-tokens.ts';
import { activated, enterApp, follow, openTokenService, transfer } from '../../src/journeys/page-acts.ts';
import {
  bothLanguages,
  openStage,
  readsLeftToRight,
  type Language,
  type Someone,
  type Stage,
  type Visit,
} from '../../src/journeys/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const holders: Readonly<Record<Language, string>> = { en: 'daniyar', ar: 'salim' };
const newNumbers: Readonly<Record<Language, string>> = { en: '+96899112233', ar: '+96899445566' };

/** The device in somebody's hands. */
async function deviceOf(person: Someone): Promise<string> {
  const devices = demoDevices(stage.server.people);
  const held = devices.find(({ customerId }) => customerId === person.id);
  if (held !== undefined) return held.serial;
  const free = devices.find(({ customerId }) => customerId === undefined)?.serial ?? assert.fail('no device in the drawer');
  await stage.giveDevice(person, free);
  return free;
}

async function approveWithDevice(bank: Visit, serial: string, submit: string): Promise<void> {
  const field = bank.page.getByLabel(bank.say('approval.code.labelAny'));
  await field.waitFor();
  await readsLeftToRight(field);
  await field.fill(await stage.hardCode(serial));
  await bank.press(submit);
}

async function switchToHard(bank: Visit, person: Someone): Promise<void> {
  await bank.press('go');
  await bank.type('smsCode.label', await stage.codeOf(person));
  await bank.press('token.hard.submit');
  await bank.at('token.hard.done');
}

for (const language of bothLanguages) {
  test(`TK-29 TK-31 TK-32 TK-35 the hard token approves, rests while the soft token is active, comes back by SMS, and alone changes the number, in ${language}`, async () => {
    const person = stage.person(holders[language]);
    const serial = await deviceOf(person);
    const early = await stage.bank(person, language);
    await transfer(stage, early, stage.person('reza'), '4.200');
    await early.at('approval.title.hard');
    await early.type('approval.code.labelAny', '000000');
    await early.press('approval.code.payment');
    await early.page.locator('main').getByRole('alert').first().waitFor();
    await approveWithDevice(early, serial, 'approval.code.payment');
    await early.page.getByText(early.say('outcome.proof')).waitFor();
    await early.see('method.hard-token');
    await early.context.close();

    const { phone, bank } = await activated(stage, person, language);
    await follow(bank, 'nav.service');
    await follow(bank, 'service.mobile.title');
    await bank.see('service.mobile.switch.title');
    await bank.at('service.mobile.title');
    await follow(bank, 'token.hard.title');
    await bank.at('token.hard.title');
    await switchToHard(bank, person);
    await phone.page.reload();
    await enterApp(phone);
    await phone.see('suspended.title');
    await phone.at('home.hello', { name: person.name });

    await openTokenService(bank, 'token.soft.title');
    await bank.press('go');
    await bank.press('submit');
    await bank.at('token.soft.done');
    await transfer(stage, bank, stage.person('reza'), '5');
    await bank.at('approval.title.soft');
    await follow(phone, 'home.approve');
    await phone.page.getByRole('heading', { name: phone.say('approve.title') }).waitFor();
    await phone.page.locator('.button-primary').click();
    await phone.at('result.approved');
    await bank.page.getByText(bank.say('outcome.proof')).waitFor();

    stage.clock.advance(31);
    await openTokenService(bank, 'token.hard.title');
    await switchToHard(bank, person);
    await follow(bank, 'nav.service');
    await follow(bank, 'service.mobile.title');
    await bank.see('service.mobile.ends');
    await bank.type('service.mobile.label', newNumbers[language]);
    await bank.press('service.goOn');
    await approveWithDevice(bank, serial, 'approval.code.request');
    await bank.at('outcome.executed.request.title');
    await follow(bank, 'nav.profile');
    await readsLeftToRight(bank.page.getByText(newNumbers[language]).first());
    await phone.page.reload();
    await phone.at('ended.title');
    await Promise.all([phone.context.close(), bank.context.close()]);
  });
}
