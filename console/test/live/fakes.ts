// A media process, a pipe and a screen that a player can be tested against without a browser.
import type { Ticket } from "../../src/api/feed";
import type { Pipe, PipeEvents } from "../../src/live/picturePipe";
import type { MediaSocket, PlayerPorts } from "../../src/live/player";
import { Player } from "../../src/live/player";
import type { MediaText, Stream } from "../../src/live/protocol";

export class FakeMediaSocket implements MediaSocket {
  binaryType = "blob";
  readyState = 1;
  onopen: MediaSocket["onopen"] = null;
  onmessage: MediaSocket["onmessage"] = null;
  onclose: MediaSocket["onclose"] = null;
  sent: unknown[] = [];
  isClosed = false;
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.isClosed = true;
    this.readyState = 3;
  }
  say(text: MediaText) {
    this.onmessage?.({ data: JSON.stringify(text) });
  }
  frame(kind: number, capturedAt: number, bytes: number[] = [1]) {
    const data = new ArrayBuffer(9 + bytes.length);
    const view = new DataView(data);
    view.setUint8(0, kind);
    view.setFloat64(1, capturedAt);
    new Uint8Array(data, 9).set(bytes);
    this.onmessage?.({ data });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

export class FakePipe implements Pipe {
  codecs: string[] = [];
  appended = 0;
  jumps = 0;
  isCleared = false;
  behindS = 0;
  constructor(readonly events: PipeEvents) {}
  init(codec: string) {
    this.codecs.push(codec);
  }
  append() {
    this.appended++;
  }
  behind() {
    return this.behindS;
  }
  toLive() {
    this.jumps++;
  }
  clear() {
    this.isCleared = true;
  }
}

export const TICKET: Ticket = {
  grant_id: "gr_1",
  camera_id: "SB-1",
  ticket: "secret",
  url: "ws://media/live",
  expires_at: "2026-11-21T05:03:30Z",
};

export class Stage {
  sockets: FakeMediaSocket[] = [];
  pipes: FakePipe[] = [];
  tickets = 0;
  still: "none" | "jpeg" | "captured" = "none";
  rates: number[] = [];
  plays = 0;
  pictures = { decoded: 0, dropped: 0 };
  isHidden = false;
  playable = true;
  refuseTickets = false;
  readonly player: Player;

  constructor(stream: Stream = "main") {
    const ports: PlayerPorts = {
      askTicket: async () => {
        this.tickets++;
        if (this.refuseTickets) throw new Error("no ticket");
        return TICKET;
      },
      openSocket: () => {
        const socket = new FakeMediaSocket();
        this.sockets.push(socket);
        return socket;
      },
      openPipe: (events) => {
        const pipe = new FakePipe(events);
        this.pipes.push(pipe);
        return pipe;
      },
      canPlay: () => this.playable,
      showStill: (jpeg) => {
        this.still = jpeg ? "jpeg" : "none";
      },
      keepStill: () => {
        this.still = "captured";
      },
      setRate: (rate) => this.rates.push(rate),
      play: () => {
        this.plays++;
      },
      frames: () => this.pictures,
      isHidden: () => this.isHidden,
      now: () => Date.now(),
      random: () => 1,
    };
    this.player = new Player(ports, stream);
  }

  get socket(): FakeMediaSocket {
    return this.sockets.at(-1) as FakeMediaSocket;
  }

  get pipe(): FakePipe {
    return this.pipes.at(-1) as FakePipe;
  }

  accept(): void {
    this.socket.onopen?.(undefined as never);
    this.socket.say({
      type: "accepted",
      camera_id: "SB-1",
      grant_id: "gr_1",
      ends_at: "",
      viewer: "상황실-02",
    });
  }

  picture(codec = "avc1.640028"): void {
    this.socket.say({
      type: "init",
      codec,
      width: 1280,
      height: 720,
      stream: this.player.get().stream,
    });
    this.socket.frame(1, Date.now());
    this.socket.frame(2, Date.now());
    this.pipe.behindS = 0.2;
    this.pipe.events.appended();
    this.player.painted();
  }
}
