import type { PersonKey } from './demo-people.ts';
import type { ThreadAttachment } from './demo-threads.ts';
import type { SeededRandom } from './random.ts';

export type DemoNotice = {
  readonly from: PersonKey;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attach?: ThreadAttachment;
  /** Notices with the same key form one conversation. */
  readonly thread?: string;
  readonly listId?: string;
};

const services = ['billing', 'routing', 'labels', 'stock', 'gateway'] as const;
const branches = ['main', 'release-4.2', 'fix-gate-door', 'new-labels', 'customs-api'] as const;
const goods = ['olive oil', 'ceramic tiles', 'cork panels', 'coffee', 'spruce boards', 'print rolls'] as const;
const places = ['Porto', 'Hamburg', 'Valencia', 'Marseille', 'Gdańsk', 'Piraeus'] as const;
const customers = ['Nordwind', 'Atelier Fontaine', 'Aegean Foods', 'Moravská pila', 'Ramírez Logística'] as const;
const headlines = [
  'The harbour gets its night train back',
  'Why cork is everywhere this winter',
  'Six small museums worth the detour',
  'A lighthouse keeper tells his last story',
  'What the new tariff means for exporters',
] as const;
const films = ['The Slow Ferry', 'Letters to a Mast', 'Salt', 'A Window in Piraeus', 'North of Everything'] as const;
const plants = ['rosemary', 'winter pansies', 'chives', 'dwarf olive', 'lemon thyme'] as const;

const page = (accent: string, image: string, title: string, body: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><style>h1{font:600 22px Georgia,serif;color:${accent}}p{font:15px/1.5 Helvetica,Arial,sans-serif;color:#333}.cta{background:${accent};color:#fff;padding:10px 18px;border-radius:4px;text-decoration:none}</style></head>
<body style="margin:0;background:#f4f2ee"><table role="presentation" width="100%"><tr><td align="center">
<table role="presentation" width="600" style="background:#fff;padding:24px"><tr><td>
<img src="https://images.${image}.example/header.jpg" width="552" height="180" alt="">
<h1>${title}</h1>
${body}
<p style="font-size:12px;color:#888">You receive this because you subscribed. <a href="https://www.${image}.example/unsubscribe">Unsubscribe</a></p>
<img src="https://track.${image}.example/open.gif?u=ana" width="1" height="1" alt="">
</td></tr></table></td></tr></table></body></html>`;

const build = (random: SeededRandom): DemoNotice => {
  const service = random.pick(services);
  const branch = random.pick(branches);
  const number = random.integer(2100, 3900);
  const passed = random.chance(0.8);
  const seconds = random.integer(41, 420);
  return {
    from: 'builds',
    subject: `${passed ? 'Passed' : 'Failed'}: ${service} #${number} (${branch})`,
    text: passed
      ? `Build #${number} of ${service} on ${branch} passed in ${seconds} s.\n\n${random.integer(180, 900)} tests, 0 failures.\n`
      : `Build #${number} of ${service} on ${branch} failed after ${seconds} s.\n\n  2 tests failed:\n    parcel without a weight is refused\n    label keeps its order number after a reprint\n`,
    listId: 'builds.ci.harbourline.example',
  };
};

const review = (random: SeededRandom): DemoNotice => {
  const service = random.pick(services);
  const change = random.integer(300, 312);
  return {
    from: 'reviews',
    subject: `Re: [${service}] Change ${change}: round weights up to full kilos`,
    text: `Oskar Nyman commented on change ${change}:\n\n> - return weight\n> + return Math.ceil(weight)\n\nLine ${random.integer(12, 240)}: what happens with a parcel of exactly ${random.integer(2, 30)} kg? Could you add a test for it?\n`,
    thread: `change-${service}-${change}`,
  };
};

const ticket = (random: SeededRandom): DemoNotice => {
  const customer = random.pick(customers);
  const number = random.integer(8800, 8812);
  return {
    from: 'support',
    subject: `[Ticket ${number}] Where is our delivery of ${goods[number % goods.length]}?`,
    text: `${customer} wrote:\n\nThe tracking page has shown "in transit" since ${random.integer(2, 6)} days. We expected ${random.integer(2, 18)} pallets in ${random.pick(places)}. Could somebody have a look?\n\nReply to this message to answer the customer.\n`,
    thread: `ticket-${number}`,
  };
};

const parcel = (random: SeededRandom): DemoNotice => {
  const code = `SP${random.integer(10_000_000, 99_999_999)}PT`;
  const place = random.pick(places);
  return {
    from: 'parcels',
    subject: `Your parcel ${code} is on its way from ${place}`,
    text: `Good news: parcel ${code} left ${place}.\nExpected: within ${random.integer(2, 4)} working days.\nFollow it: https://www.swiftparcels.example/t/${code}\n`,
    html: page(
      '#b3541e',
      'swiftparcels',
      `Parcel ${code}`,
      `<p>Your parcel left <b>${place}</b> and is expected within a few working days.</p><p><a class="cta" href="https://www.swiftparcels.example/t/${code}">Follow it</a></p>`,
    ),
  };
};

const weekly = (random: SeededRandom): DemoNotice => {
  const headline = random.pick(headlines);
  const issue = random.integer(410, 480);
  return {
    from: 'press',
    subject: `${headline} · The Harbour Weekly ${issue}`,
    text: `${headline}\n\nRead the whole story: https://www.harbourweekly.example/${issue}\n`,
    html: page(
      '#1f4e5f',
      'harbourweekly',
      headline,
      `<p>Good morning. In this week's issue: ${headline.toLowerCase()}, the ferry timetable for the winter, and a recipe for fish soup.</p><p><a class="cta" href="https://www.harbourweekly.example/${issue}">Read issue ${issue}</a></p>`,
    ),
    listId: 'weekly.harbourweekly.example',
  };
};

const balcony = (random: SeededRandom): DemoNotice => {
  const plant = random.pick(plants);
  return {
    from: 'garden',
    subject: `This week on the balcony: ${plant}`,
    text: `Time to look after your ${plant}: water sparingly, turn the pot once a week.\n`,
    html: page(
      '#3c6e47',
      'greenbalcony',
      `Time for ${plant}`,
      `<p>Water sparingly, turn the pot once a week, and keep it out of the wind.</p>`,
    ),
    listId: 'tips.greenbalcony.example',
  };
};

const programme = (random: SeededRandom): DemoNotice => {
  const film = random.pick(films);
  return {
    from: 'cinema',
    subject: `Tonight and this week: ${film}`,
    text: `${film}: ${random.integer(17, 20)}:30 and ${random.integer(21, 22)}:15, hall ${random.integer(1, 3)}.\n`,
    html: page(
      '#6b2d5c',
      'cinemalumen',
      film,
      `<p>Every evening this week. Members bring a friend for free on Wednesday.</p>`,
    ),
  };
};

const statement = (random: SeededRandom): DemoNotice => ({
  from: 'bank',
  subject: `Your statement ${random.integer(1, 12)}/${random.integer(10, 99)} is ready`,
  text: `A new statement is ready in your mailbox at Norte Bank.\nWe never ask for passwords or codes by e-mail.\n`,
  attach: 'plan.pdf',
});

const energy = (random: SeededRandom): DemoNotice => ({
  from: 'power',
  subject: `Ihre Stromrechnung über ${random.integer(61, 140)},${random.integer(10, 99)} €`,
  text: `Guten Tag Frau Moreira,\n\nanbei Ihre Rechnung. Der Betrag wird am ${random.integer(3, 27)}. des Monats abgebucht.\n\nIhre Stadtwerke\n`,
  attach: 'plan.pdf',
});

const journey = (random: SeededRandom): DemoNotice => {
  const to = random.pick(places);
  return {
    from: 'rail',
    subject: `Your tickets: Porto to ${to}, coach ${random.integer(2, 14)}`,
    text: `Thank you for travelling with us.\n\nPorto to ${to}, coach ${random.integer(2, 14)}, seat ${random.integer(1, 88)}.\nThe calendar entry is attached.\n`,
    attach: 'invitation.ics',
  };
};

const report = (random: SeededRandom): DemoNotice => ({
  from: random.pick(['ben', 'cleo'] as const),
  subject: `Week ${random.integer(20, 47)}: ${random.integer(180, 420)} pallets in, ${random.integer(180, 420)} out`,
  text: `Hi Ana,\n\nfigures of the week are attached. ${random.pick(goods)} went best, ${random.pick(places)} was late twice.\n\nHave a good weekend`,
  attach: 'figures.csv',
});

const kinds = [
  ...[build, build, build, review, review, ticket, ticket, parcel, weekly, balcony, programme, report],
  ...[statement, energy, journey, report, build, weekly, ticket, parcel],
] as const;

/** One of the messages that machines and routines send, chosen and filled in by `random`. */
export const demoNotice = (random: SeededRandom): DemoNotice => random.pick([build, ...kinds])(random);

/** What ends up in the junk folder. */
export const junkNotice = (random: SeededRandom): DemoNotice => ({
  from: 'lottery',
  subject: `You won ${random.integer(2, 9)}.000.000, claim today!!!`,
  text: `Dear winner, your address was drawn. Send your details to receive the sum. Ref ${random.integer(10_000, 99_999)}\n`,
  html: page(
    '#c00',
    'claim-now',
    'CONGRATULATIONS',
    '<p>Click <a href="https://www.claim-now.example/go">here</a> within 24 hours.</p>',
  ),
});
