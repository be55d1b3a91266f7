/** Every address of the demo, in the order that a list of users has by itself. */
export const everybody = [
  'ana.private@outside.example',
  'ana@enforced.example',
  'ben.private@outside.example',
  'ben@enforced.example',
  'cleo@enforced.example',
  'inbox@outside.example',
  'olga@optional.example',
  'omar@optional.example',
  'otto@off.example',
  'postmaster@enforced.example',
  'sam@session.example',
];
