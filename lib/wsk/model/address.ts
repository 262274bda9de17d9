import { socketAddressText } from '../../decode/index.ts';
import { capped } from '../../text/index.ts';

/** An address of a socket. It becomes a text when that is asked for: those of nearly all sockets are never shown. */
export class Address {
  /** The SOCKADDR of which there is no text yet. */
  #told: Uint8Array | null = null;
  #text = '';

  /** Takes a SOCKADDR, which has to stay as it is. */
  tell(address: Uint8Array): void {
    this.#told = address;
  }

  /** Empty where none was told. */
  get text(): string {
    if (this.#told !== null) {
      this.#text = capped(socketAddressText(this.#told));
      this.#told = null;
    }
    return this.#text;
  }

  set text(text: string) {
    this.#told = null;
    this.#text = text;
  }
}
