/** How one would read a SIPStack log without thinking of speed: split, a regular expression per line, a Map per message. */
export function naiveParser(text) {
  const messages = [];
  const transactions = new Map();
  let message;
  let inBody = false;
  for (const line of text.split(/\r?\n/)) {
    if (/\$\$begin_record$/.test(line)) {
      message = { startLine: '', headers: new Map(), body: [] };
      inBody = false;
    } else if (/^\$\$end_record$/.test(line)) {
      if (message !== undefined && message.startLine !== '') {
        messages.push(message);
        const key = keyOf(message);
        const others = transactions.get(key);
        if (others === undefined) transactions.set(key, [message]);
        else others.push(message);
      }
      message = undefined;
    } else if (message === undefined) {
    } else if (inBody) {
      message.body.push(line);
    } else {
      const field = /^([^:\s]+)\s*:\s*(.*)$/.exec(line);
      if (field === null) continue;
      const [, name, value] = field;
      if (name === 'Start-Line') message.startLine = value;
      else if (name === 'Message-Body') inBody = true;
      else {
        const key = name.toLowerCase();
        const values = message.headers.get(key);
        if (values === undefined) message.headers.set(key, [value]);
        else values.push(value);
      }
    }
  }
  return { messages: messages.length, transactions: transactions.size };
}

function keyOf({ headers }) {
  const value = (name) => headers.get(name)?.[0] ?? '';
  const branch = /branch=([^;]*)/.exec(value('via'))?.[1] ?? '';
  const sentBy = /SIP\/2\.0\/\w+ ([^;]*)/.exec(value('via'))?.[1] ?? '';
  const method = value('cseq').split(' ')[1];
  return `${value('call-id')} ${value('cseq').split(' ')[0]} ${method === 'ACK' ? 'INVITE' : method} ${sentBy} ${branch}`;
}
