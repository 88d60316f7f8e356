const SECONDS = 0.5;
const HERTZ = 660;
/** Loud enough to hear, not to startle; 1 is the loudest there is. */
const LOUDNESS = 0.2;

let kept: AudioContext | undefined;

/** A short tone. Browsers keep a page silent that nobody has touched yet: then there is none. */
export function playTone(): void {
  kept ??= new AudioContext();
  void kept.resume();
  const [tone, volume, now] = [kept.createOscillator(), kept.createGain(), kept.currentTime];
  tone.frequency.value = HERTZ;
  volume.gain.setValueAtTime(LOUDNESS, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + SECONDS);
  tone.connect(volume).connect(kept.destination);
  tone.start(now);
  tone.stop(now + SECONDS);
}
