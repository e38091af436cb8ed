// Messages to customers and staff: the outbox, its templates, its delivery, receipts and inbound SMS.

export { enqueue, notify, notifyAll, type Notice } from './enqueue.ts';
export { type MessageStatus, type NewMessage } from './message.ts';
export { smsSentAt } from './store.ts';
export { messagesOf, type MessageView } from './messages-of.ts';
export {
  admitTemplates,
  isTemplateName,
  TemplateFault,
  type Channel,
  type CodeTemplate,
  type EventName,
  type TemplateName,
} from './rules/template.ts';
export { defuse, maskedCode, writeAmount, writeSummary, writeTime, type MessageProgramme } from './render.ts';
export { checkTemplate, findLink } from './rules/template-check.ts';
export { deliverDue, outboxState, sweepMessages, type Attempt, type DeliverySettings, type Outgoing, type Transport } from './deliver.ts';
export { openInbound, type Inbound, type InboundHandler, type InboundSms, type Receipt } from './inbound.ts';
export { areSubscriptionKeys } from './rules/push-encryption.ts';
export { smtp, type SmtpSettings } from './transports/smtp.ts';
export { openVapid, VapidFault, type Vapid } from './transports/vapid.ts';
export { webPush, type PushSubscription, type WebPushSettings } from './transports/web-push.ts';
