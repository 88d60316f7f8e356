/**
 * Minutes from UTC of the abbreviations that mean one zone, as Adyen's reports write them.
 * IST, for one, is in India or in Ireland.
 */
export const ZONE_MINUTES: ReadonlyMap<string, number> = new Map([
  ...(['UTC', 'GMT', 'WET'] as const).map((zone): [string, number] => [zone, 0]),
  ...(['CET', 'WEST', 'BST'] as const).map((zone): [string, number] => [zone, 60]),
  ...(['CEST', 'EET', 'SAST'] as const).map((zone): [string, number] => [zone, 120]),
  ...(['EEST', 'MSK'] as const).map((zone): [string, number] => [zone, 180]),
  ...(['SGT', 'HKT', 'AWST'] as const).map((zone): [string, number] => [zone, 480]),
  ...[['JST', 540] as [string, number], ['AEST', 600] as [string, number], ['AEDT', 660] as [string, number]],
  ...[['NZST', 720] as [string, number], ['NZDT', 780] as [string, number], ['BRT', -180] as [string, number]],
  ...[['EDT', -240] as [string, number], ['EST', -300] as [string, number], ['CDT', -300] as [string, number]],
  ...[['MDT', -360] as [string, number], ['MST', -420] as [string, number], ['PDT', -420] as [string, number]],
  ...[['PST', -480] as [string, number], ['HST', -600] as [string, number]],
]);
