#include "server/page/stijl.h"

namespace vish::server {

namespace {

constexpr std::string_view kStijl = R"css(:root {
  color-scheme: light dark;
  --grond: #f5f7f9;
  --vlak: #ffffff;
  --tekst: #18222e;
  --zacht: #4d5967;
  --rand: #cfd6de;
  --accent: #0b4f8a;
  --goed: #14602e;
  --goed-vlak: #e4f3e8;
  --wacht: #674400;
  --wacht-vlak: #fdf0d0;
  --fout: #8a1c10;
  --fout-vlak: #fce7e3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --grond: #11161c;
    --vlak: #1a2129;
    --tekst: #e9edf2;
    --zacht: #aab5c2;
    --rand: #394451;
    --accent: #86bdf2;
    --goed: #93dcaa;
    --goed-vlak: #17331f;
    --wacht: #ffd98c;
    --wacht-vlak: #3c2f0a;
    --fout: #ffb5aa;
    --fout-vlak: #471811;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--grond);
  color: var(--tekst);
  font: 1rem/1.5 system-ui, "Liberation Sans", "DejaVu Sans", sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.overslaan { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--vlak); }
.overslaan:focus { top: .5rem; }
header, main { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; border-bottom: 1px solid var(--rand); }
header p { margin: .75rem 0; color: var(--zacht); }
header .merknaam { font-weight: 700; color: var(--tekst); }
.dag { margin: 2rem 0 0; color: var(--zacht); }
.dag::first-letter { text-transform: uppercase; }
h1 { margin: 0 0 1.5rem; font-size: clamp(1.5rem, 4vw, 2.25rem); line-height: 1.2; }
h2 { margin: 0 0 .75rem; font-size: 1.25rem; }
h3 { margin: 0 0 .75rem; font-size: 1rem; }
section { margin: 0 0 2.5rem; }
section > p { margin: 0 0 .75rem; }
code {
  padding: .1rem .35rem;
  border: 1px solid var(--rand);
  border-radius: .25rem;
  background: var(--grond);
  font: .875rem/1.5 ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace;
  overflow-wrap: anywhere;
}
ul, ol { margin: 0; padding: 0; list-style: none; }
.aandacht li {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: .25rem 1.5rem;
  padding: .65rem 1rem;
  border: 1px solid var(--rand);
  border-left: .35rem solid var(--fout);
  border-bottom-width: 0;
  background: var(--vlak);
}
.aandacht li:last-child { border-bottom-width: 1px; }
ol.aandacht { margin: 1rem 0; }
ol.aandacht li { border-left-color: var(--accent); }
.kaart { margin: 0 0 1rem; padding: 1rem; border: 1px solid var(--rand); border-left: .35rem solid var(--wacht); background: var(--vlak); }
.kaart dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem 1.5rem; margin: 0 0 1rem; }
.kaart dt { color: var(--zacht); font-size: .875rem; }
.kaart dd { margin: 0; font-weight: 600; }
.opdrachten li { margin: .35rem 0 0; }
.organisatie { color: var(--zacht); font-weight: 400; }
.schuif { overflow-x: auto; border: 1px solid var(--rand); background: var(--vlak); }
table { border-collapse: collapse; }
caption { padding: .75rem 1rem; text-align: left; color: var(--zacht); }
th, td { padding: .4rem .6rem; border-top: 1px solid var(--rand); text-align: left; }
thead th { font-size: .8125rem; color: var(--zacht); white-space: nowrap; }
.kalender { width: 100%; }
.kalender th[scope=row] { min-width: 11rem; font-weight: 400; }
.kalender .code { display: block; font-weight: 600; }
.kalender .organisatie { display: block; font-size: .8125rem; }
.kalender td { position: relative; text-align: center; }
.kalender td.vandaag { text-align: left; font-weight: 600; white-space: nowrap; }
.kalender thead th:nth-child(n + 3) { text-align: center; white-space: normal; }
.merk { display: inline-block; margin: .15rem .35rem 0 0; padding: 0 .4rem; border-radius: .25rem; font-size: .8125rem; }
.goed { color: var(--goed); background: var(--goed-vlak); }
.wacht { color: var(--wacht); background: var(--wacht-vlak); }
.fout { color: var(--fout); background: var(--fout-vlak); }
.stil { color: var(--zacht); background: transparent; }
.merk.stil { border: 1px solid var(--rand); }
.teken { font-weight: 700; }
.voorlezen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.legenda { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin: .75rem 0; color: var(--zacht); font-size: .875rem; }
.vak { display: inline-block; width: 1.5rem; height: 1.5rem; border: 1px solid var(--rand); text-align: center; vertical-align: middle; }
figure { margin: 0; }
figcaption { margin: 0 0 .5rem; }
svg { display: block; min-width: 44rem; width: 100%; max-width: 56rem; height: auto; padding: .5rem; }
svg text { fill: var(--zacht); font-size: 12px; }
svg .lijn { stroke: var(--rand); }
svg .vragen { fill: var(--accent); }
svg .matches { fill: var(--wacht-vlak); stroke: var(--wacht); stroke-width: 1.5px; }
.staal-vragen { background: var(--accent); }
.staal-matches { background: var(--wacht-vlak); border: 2px solid var(--wacht); }
details { margin: .75rem 0 0; }
summary { min-height: 1.5rem; color: var(--accent); cursor: pointer; }
.cijfers td { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) {
  header, main { padding: 0 1rem; }
}
)css";

}  // namespace

std::string_view stijl() { return kStijl; }

}  // namespace vish::server
