import type { PersonKey } from './demo-people.ts';

export type ThreadAttachment = 'plan.pdf' | 'figures.csv' | 'photo.png' | 'invitation.ics';

export type ThreadMessage = {
  readonly from: PersonKey;
  readonly text: string;
  readonly attach?: ThreadAttachment;
  readonly flagged?: true;
};

export type DemoThread = {
  readonly subject: string;
  readonly with: readonly PersonKey[];
  readonly folder?: 'Archive';
  readonly messages: readonly ThreadMessage[];
};

/** Conversations of a small company, in the languages its people write. */
export const threads: readonly DemoThread[] = [
  {
    subject: 'Quay 7 warehouse: lease ends in March',
    with: ['ben', 'cleo'],
    messages: [
      {
        from: 'ben',
        text: 'Morning both,\n\nthe landlord wants an answer on Quay 7 by the end of the month. The new rent is 8% up, the roof is ours to mend, and the second gate stays shared.\n\nPlan of the hall is attached. I would rather move than pay for that roof.\n\nBen',
        attach: 'plan.pdf',
        flagged: true,
      },
      {
        from: 'ana',
        text: 'Thanks Ben. Moving costs us a week in the busiest season. Can we ask for a two-year lease with the roof on their side?\n\nAna',
      },
      {
        from: 'cleo',
        text: 'I called Harbourline yesterday, they have half a hall free from April. Not as close to the quay, but heated, and the loading dock is ours alone.\n\nCleo',
      },
      {
        from: 'ben',
        text: 'Heated would settle it for me. Cleo, can you get the square metres and a price before Thursday?',
      },
      {
        from: 'cleo',
        text: '1,140 m², 6.20 a metre, three years. Figures side by side in the table.',
        attach: 'figures.csv',
      },
    ],
  },
  {
    subject: 'Angebot Dachsanierung Halle 7',
    with: ['jonas'],
    messages: [
      {
        from: 'jonas',
        text: 'Sehr geehrte Frau Moreira,\n\nwie besprochen erhalten Sie unser Angebot für die Sanierung des Hallendachs. Die Maße haben wir am Dienstag vor Ort genommen; an der Nordseite müssten wir zusätzlich zwei Träger tauschen.\n\nDas Angebot gilt bis Monatsende.\n\nMit freundlichen Grüßen\nJonas Weber',
        attach: 'plan.pdf',
      },
      {
        from: 'ana',
        text: 'Guten Tag Herr Weber,\n\nvielen Dank. Ist der Tausch der Träger im Preis schon enthalten?\n\nFreundliche Grüße\nAna Moreira',
      },
      {
        from: 'jonas',
        text: 'Guten Tag Frau Moreira,\n\nja, Position 4 und 5. Das Gerüst stellen wir selbst, dafür fallen keine weiteren Kosten an.\n\nGrüße aus der Werkstatt\nJonas Weber',
      },
    ],
  },
  {
    subject: 'Étiquettes: dernière épreuve avant impression',
    with: ['claire'],
    messages: [
      {
        from: 'claire',
        text: "Bonjour Ana,\n\nvoici la dernière épreuve. J'ai repris le vert plus foncé et agrandi l'étoile, comme tu le souhaitais. Dis-moi avant mercredi, l'imprimeur ferme jeudi et vendredi.\n\nBonne journée,\nClaire",
        attach: 'photo.png',
      },
      { from: 'ana', text: 'Parfait pour moi, Claire. On imprime 4 000 pièces.\n\nMerci,\nAna' },
      {
        from: 'claire',
        text: "C'est parti. Livraison prévue mardi prochain, je t'envoie le numéro de suivi dès que je l'ai.",
      },
    ],
  },
  {
    subject: 'Retraso en el puerto de Valencia',
    with: ['diego', 'ben'],
    messages: [
      {
        from: 'diego',
        text: 'Hola Ana:\n\nel barco sigue fondeado frente al puerto, hay huelga de estibadores hasta el viernes. Calculo que la carga llegará con cinco días de retraso. Te aviso en cuanto tenga muelle.\n\nUn saludo,\nDiego',
        flagged: true,
      },
      {
        from: 'ana',
        text: 'Gracias por avisar, Diego. ¿Podemos desviar los dos contenedores refrigerados a Barcelona?\n\nAna',
      },
      {
        from: 'diego',
        text: 'Lo he consultado: es posible, con un recargo de 340 € por contenedor. Necesito tu confirmación hoy antes de las seis.',
      },
    ],
  },
  {
    subject: '新しいロゴ案について',
    with: ['yuki'],
    messages: [
      {
        from: 'yuki',
        text: 'モレイラ様\n\nいつもお世話になっております。湊デザインの佐藤です。\nロゴの新しい案を三つお送りします。個人的には二番目が一番すっきりしていると思います。\nご意見をお聞かせください。\n\n佐藤 由紀',
        attach: 'photo.png',
      },
      {
        from: 'ana',
        text: 'Dear Sato-san,\n\nthank you, the second one is our favourite as well. Could the star be a little lighter?\n\nAna',
      },
      { from: 'yuki', text: 'かしこまりました。線を細くした版を明日お送りいたします。\n\n佐藤' },
    ],
  },
  {
    subject: 'Παραγγελία ελαιολάδου για τον Δεκέμβριο',
    with: ['eleni'],
    messages: [
      {
        from: 'eleni',
        text: 'Καλημέρα Άνα,\n\nη νέα σοδειά είναι έτοιμη και φέτος είναι εξαιρετική. Κρατώ για εσάς 60 κιβώτια μέχρι την Παρασκευή. Πείτε μου αν θέλετε περισσότερα.\n\nΧαιρετισμούς από την Καλαμάτα,\nΕλένη',
      },
      {
        from: 'ana',
        text: 'Good morning Eleni,\n\nplease make it 80, the shop in Porto wants twenty of its own.\n\nAna',
      },
    ],
  },
  {
    subject: 'ترجمة دليل المستخدم',
    with: ['layla'],
    messages: [
      {
        from: 'layla',
        text: 'مرحباً آنا،\n\nانتهيت من ترجمة الفصول الأربعة الأولى. أرفقت جدولاً بالمصطلحات التي أود مراجعتها معك قبل المتابعة.\n\nتحياتي،\nليلى',
        attach: 'figures.csv',
      },
      { from: 'ana', text: 'Dear Layla,\n\nlovely. Line 12 should be "delivery note", the rest is fine.\n\nAna' },
      { from: 'layla', text: 'شكراً، تم التعديل. ستصلك الفصول الباقية يوم الاثنين.' },
    ],
  },
  {
    subject: 'Dodávka řeziva: potvrzení termínu',
    with: ['tomas'],
    folder: 'Archive',
    messages: [
      {
        from: 'tomas',
        text: 'Dobrý den, paní Moreirová,\n\npotvrzuji dodávku 24 m³ řeziva na úterý 14. v 7:30. Řidič zavolá půl hodiny předem. Prosím o připravené vysokozdvižné vozíky.\n\nS pozdravem\nTomáš Dvořák',
      },
      { from: 'ana', text: 'Dobrý den,\n\nděkuji, čekáme vás u brány 2.\n\nAna Moreira' },
    ],
  },
  {
    subject: 'Domingo em casa da avó',
    with: ['rui'],
    messages: [
      {
        from: 'rui',
        text: 'Olá mana,\n\na avó faz oitenta no domingo e não quer festa, o que significa que quer festa. Levo o bolo, tu levas o vinho? A Helena traz os miúdos.\n\nBeijinhos,\nRui',
      },
      { from: 'ana', text: 'Claro que levo. Às doze e meia?\n\nBeijo,\nAna' },
      {
        from: 'rui',
        text: 'Ao meio-dia, que ela almoça cedo. Em anexo vai a fotografia antiga de que te falei.',
        attach: 'photo.png',
      },
    ],
  },
  {
    subject: 'Reunião de pais: quinta-feira às 18h',
    with: ['helena'],
    messages: [
      {
        from: 'helena',
        text: 'Cara Ana,\n\na reunião de pais da turma 4.º B realiza-se na quinta-feira às 18h, na sala 12. O convite segue em anexo.\n\nCom os melhores cumprimentos,\nHelena Duarte',
        attach: 'invitation.ics',
      },
    ],
  },
  {
    subject: 'Two-factor sign-in starts on Monday',
    with: ['postmaster', 'ben', 'cleo'],
    messages: [
      {
        from: 'postmaster',
        text: 'Dear all,\n\nfrom Monday on, signing in to mail needs a code from an authenticator app as well as your password. The first sign-in walks you through it in about two minutes; have your phone and a private e-mail address at hand.\n\nPhones and other mail programs stop taking your password then. Make an app password for each of them under Settings, App passwords.\n\nPostmaster',
        flagged: true,
      },
      { from: 'ben', text: 'Will the label printer need one too? It mails its own error reports.' },
      {
        from: 'postmaster',
        text: 'It will. Give it an app password that covers sending only, then nobody can read mail with it.',
      },
      { from: 'ana', text: 'Done for the printer and my phone, took me less time than reading this thread.\n\nAna' },
    ],
  },
  {
    subject: 'Annual audit: list of documents',
    with: ['grace', 'ben'],
    messages: [
      {
        from: 'grace',
        text: 'Dear Ana,\n\nfor the audit week I need the ledgers, the stock lists of 30 September, and the three largest contracts of the year. A table of what I have so far is attached; everything without a tick is open.\n\nKind regards,\nGrace Mbeki',
        attach: 'figures.csv',
      },
      {
        from: 'ana',
        text: 'Dear Grace,\n\nthe ledgers are in your folder. Ben sends the stock lists tomorrow.\n\nAna',
      },
      { from: 'ben', text: 'Stock lists are up. Hall 3 was counted twice, the second count is the right one.' },
      { from: 'grace', text: 'Received, thank you both. Only the Harbourline contract is missing now.' },
    ],
  },
  {
    subject: 'Cold chain sensors: pilot results',
    with: ['priya', 'oskar', 'cleo'],
    messages: [
      {
        from: 'priya',
        text: 'Hi Ana,\n\nsix weeks of readings are in. Out of 212 trips, three went above 6 °C, all three while waiting at the same gate. The raw figures are attached.\n\nPriya',
        attach: 'figures.csv',
      },
      { from: 'cleo', text: 'Same gate every time? That is gate 4, its door has not closed properly since August.' },
      { from: 'oskar', text: 'We can put a second sensor on the door itself. Two days of work, no new hardware.' },
      { from: 'ana', text: 'Please do, Oskar. And Cleo, let us get that door mended.\n\nAna' },
      { from: 'priya', text: 'Agreed. I will send the next round of figures in a fortnight.' },
    ],
  },
  {
    subject: 'Zamówienie 4471: brakujące palety',
    with: ['marta'],
    messages: [
      {
        from: 'marta',
        text: 'Dzień dobry,\n\nw dzisiejszej dostawie brakuje dwóch palet z pozycji 3. Czy przyjadą jutrzejszym transportem?\n\nPozdrawiam,\nMarta Kowalska',
      },
      { from: 'ana', text: 'Dzień dobry, tak, jutro rano. Przepraszamy za kłopot.\n\nAna Moreira' },
      { from: 'marta', text: 'Dziękuję, palety dotarły w całości.' },
    ],
  },
];
