// The same shapes as the state badges, so that colour never speaks alone.
const SIZE = 26;
const DOTS = 2;
const TONES = { good: "#1b6e3c", late: "#a3231f", wait: "#7a5200", now: "#00687a", plain: "#47535e", off: "#47535e" };

const paths = {
  good: (pen) => pen.arc(13, 13, 9, 0, 7),
  now: (pen) => pen.arc(13, 13, 9, 0, 7),
  wait: (pen) => pen.arc(13, 13, 9, 0, 7),
  late: (pen) => {
    pen.moveTo(13, 3);
    pen.lineTo(24, 22);
    pen.lineTo(2, 22);
    pen.closePath();
  },
  plain: (pen) => pen.rect(5, 5, 16, 16),
  off: (pen) => {
    pen.moveTo(13, 3);
    pen.lineTo(23, 13);
    pen.lineTo(13, 23);
    pen.lineTo(3, 13);
    pen.closePath();
  },
};

const inside = {
  good: (pen) => { pen.moveTo(8.8, 13.4); pen.lineTo(11.9, 16.4); pen.lineTo(17.4, 9.9); },
  late: (pen) => { pen.moveTo(13, 9.5); pen.lineTo(13, 15); pen.moveTo(13, 18.4); pen.lineTo(13, 18.5); },
  wait: (pen) => { pen.moveTo(13, 8); pen.lineTo(13, 13); pen.lineTo(16.5, 15); },
  now: (pen) => { pen.arc(13, 13, 2.4, 0, 7); },
  plain: () => {},
  off: (pen) => { pen.moveTo(9.5, 13); pen.lineTo(16.5, 13); },
};

function draw(tone) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * DOTS;
  const pen = canvas.getContext("2d");
  pen.scale(DOTS, DOTS);
  pen.lineJoin = pen.lineCap = "round";
  pen.beginPath();
  paths[tone](pen);
  pen.lineWidth = 4;
  pen.strokeStyle = "#fff";
  pen.stroke();
  pen.fillStyle = TONES[tone];
  pen.fill();
  pen.beginPath();
  inside[tone](pen);
  pen.lineWidth = 2.2;
  pen.stroke();
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

export function addMarks(map) {
  for (const tone of Object.keys(TONES)) map.addImage(`mark-${tone}`, draw(tone), { pixelRatio: DOTS });
}
