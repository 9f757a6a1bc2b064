import type { Message } from '../../message';
import { addressParameter } from '../../sip/addressOfRecord';

const PRODUCTS = /\b(?:RTC|UCCAPI|OC|LCC|UCWA|Communicator|Mediation ?Server|Messenger|Lync)\b/i;

/** Guard `ms-dialect`: whether a client or server of Microsoft sent `message`, whose dialect departs from RFC 3261. */
export const isMicrosoft = (message: Message): boolean =>
  message.headers.some(({ key }) => key.startsWith('ms-') || key === 'presence-state') ||
  addressParameter(message, 'from', 'epid') !== '' ||
  addressParameter(message, 'to', 'epid') !== '' ||
  PRODUCTS.test(message.value('user-agent') ?? '') ||
  PRODUCTS.test(message.value('server') ?? '');
