export type Person = { readonly name: string; readonly address: string };

/** Whoever writes to, or is written to by, ana@enforced.example in the demo. */
export const people = {
  ana: { name: 'Ana Moreira', address: 'ana@enforced.example' },
  ben: { name: 'Ben Okafor', address: 'ben@enforced.example' },
  cleo: { name: 'Cleo Lindqvist', address: 'cleo@enforced.example' },
  postmaster: { name: 'Postmaster', address: 'postmaster@enforced.example' },
  private: { name: 'Ana Moreira', address: 'ana.private@outside.example' },
  marta: { name: 'Marta Kowalska', address: 'marta.kowalska@nordwind.example' },
  jonas: { name: 'Jonas Weber', address: 'j.weber@weber-holzbau.example' },
  claire: { name: 'Claire Fontaine', address: 'claire.fontaine@atelier-fontaine.example' },
  diego: { name: 'Diego Ramírez', address: 'diego@ramirez-logistica.example' },
  yuki: { name: '佐藤 由紀', address: 'y.sato@minato-design.example' },
  eleni: { name: 'Ελένη Παππά', address: 'eleni.pappa@aegean-foods.example' },
  layla: { name: 'ليلى حداد', address: 'layla@haddad-translations.example' },
  tomas: { name: 'Tomáš Dvořák', address: 'tomas.dvorak@moravska-pila.example' },
  rui: { name: 'Rui Moreira', address: 'rui.moreira@familia.example' },
  helena: { name: 'Helena Duarte', address: 'helena.duarte@escola-norte.example' },
  priya: { name: 'Priya Raman', address: 'priya.raman@harbourline.example' },
  oskar: { name: 'Oskar Nyman', address: 'oskar.nyman@harbourline.example' },
  grace: { name: 'Grace Mbeki', address: 'grace@mbeki-audit.example' },
  builds: { name: 'Build Bot', address: 'builds@ci.harbourline.example' },
  reviews: { name: 'Review Desk', address: 'reviews@code.harbourline.example' },
  support: { name: 'Customer Desk', address: 'desk@support.harbourline.example' },
  bank: { name: 'Norte Bank', address: 'statements@nortebank.example' },
  parcels: { name: 'Swift Parcels', address: 'tracking@swiftparcels.example' },
  rail: { name: 'Continental Rail', address: 'tickets@continentalrail.example' },
  press: { name: 'The Harbour Weekly', address: 'editor@harbourweekly.example' },
  garden: { name: 'Green Balcony', address: 'hello@greenbalcony.example' },
  cinema: { name: 'Cinema Lumen', address: 'programme@cinemalumen.example' },
  power: { name: 'Stadtwerke Energie', address: 'rechnung@stadtwerke.example' },
  lottery: { name: 'Prize Office', address: 'winner@claim-now.example' },
} as const satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;
