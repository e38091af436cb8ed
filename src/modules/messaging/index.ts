// Messages to customers and staff: the outbox, its templates, receipts and inbound SMS.

export { enqueue, notify, type Notice } from './enqueue.ts';
export { type MessageStatus, type NewMessage } from './message.ts';
export { messagesOf, type MessageView } from './messages-of.ts';
export { admitTemplates, isTemplateName, TemplateFault, type Channel, type CodeTemplate, type EventName, type TemplateName } from './template.ts';
export { maskedCode, writeAmount, writeSummary, writeTime, type MessageProgramme } from './rules/render.ts';
export { checkTemplate, findLink } from './rules/template-check.ts';
