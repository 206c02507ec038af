// SPDX-License-Identifier: EUPL-1.2
// MapLibre behind a small door: shapes from the edition's tiles, colours by the number of an area. Loaded only where the country is shown.
// No basemap, no letters, no symbols: the only requests are for tiles of this edition.
import { Map as Landkaart, prewarm, setWorkerUrl, type MapMouseEvent, type StyleSpecification, type VectorSourceSpecification } from 'maplibre-gl';
import werker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Tegels } from '../api/model';
import { FIJN, leesKleuren, patronen } from './landpatroon';
import { schrijfZicht, type LandNiveau, type Zicht } from './landniveau';
import { alleen, kleurUitdrukking, lijnLagen, OMLIJND, omlijnLagen, tekeningenIn, tekeningLaag, toestand, vlakLaag, type Omlijnd, type Tekening } from './landstijl';
import type { Punt } from './richting';

setWorkerUrl(werker);
prewarm(); // the worker that reads tiles starts while the figures are on their way

export interface LandOpties {
  houder: HTMLElement;
  tegels: Tegels;
  /** The address of the tiles, without zoom and place. */
  adres: (n: LandNiveau) => string;
  niveau: LandNiveau;
  codes: Uint16Array;
  zicht: Zicht | null;
  woorden: Record<string, string>;
  wijs: (plek: number | null, x: number, y: number) => void;
  kies: (plek: number) => void;
  /** The reader moved the map. */
  bewogen: (z: Zicht) => void;
  /** All tiles in view are there and coloured. */
  gekleurd: () => void;
  mislukt: () => void;
}

const LAATSTE_ZOOM = 14;
/** Around the whole country; on the right stand the buttons. */
const RUIMTE = { top: 14, bottom: 14, left: 14, right: 60 };

export class LandMotor {
  private readonly kaart: Landkaart;
  private kleuren: ReturnType<typeof leesKleuren>;
  private niveau: LandNiveau;
  private readonly getoond = new Map<LandNiveau, Uint16Array>();
  private readonly tekeningen = new Map<LandNiveau, Set<Tekening>>();
  private readonly omlijnd: Omlijnd = { gekozen: null, gewezen: null };
  private gereed = false;
  /** Not yet said by a mark that what was asked last is seen. */
  private ongemeld = false;
  private straks: { niveau: LandNiveau; codes: Uint16Array } | null = null;

  /** Throws when the browser has no WebGL 2. */
  constructor(private readonly o: LandOpties) {
    this.kleuren = leesKleuren(o.houder);
    this.niveau = o.niveau;
    const [west, zuid, oost, noord] = o.tegels.bbox as [number, number, number, number];
    this.kaart = new Landkaart({
      container: o.houder,
      style: this.stijl(o.niveau, tekeningenIn(o.codes)),
      ...(o.zicht ? { center: [o.zicht.lon, o.zicht.lat], zoom: o.zicht.zoom } : { bounds: [west, zuid, oost, noord], fitBoundsOptions: { padding: RUIMTE } }),
      minZoom: o.tegels.zoom[0] as number,
      maxZoom: LAATSTE_ZOOM,
      maxBounds: [west - 3, zuid - 2, oost + 3, noord + 2],
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      keyboard: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      validateStyle: false,
      locale: o.woorden,
    });
    this.kaart.touchZoomRotate.disableRotation();
    // The list over the map is what a keyboard and a screen reader reach.
    this.kaart.getCanvas().tabIndex = -1;
    this.luister();
    this.straks = { niveau: o.niveau, codes: o.codes };
    this.kaart.once('style.load', () => {
      for (const [naam, beeld] of patronen(this.kleuren)) this.kaart.addImage(naam, beeld, { pixelRatio: FIJN });
      this.gereed = true;
      const s = this.straks;
      const { gekozen } = this.omlijnd; // of the level asked last, while another level takes the outlines of this one away
      if (s) this.toon(s.niveau, s.codes);
      this.omlijn({ gekozen });
    });
  }

  private stijl(niveau: LandNiveau, tekeningen: readonly Tekening[]): StyleSpecification {
    this.tekeningen.set(niveau, new Set(tekeningen));
    return {
      version: 8,
      sources: Object.fromEntries(this.o.tegels.lagen.map((l) => [l.niveau, this.bron(l.niveau)])),
      layers: [
        { id: 'grond', type: 'background', paint: { 'background-color': this.kleuren.achtergrond } },
        vlakLaag(niveau, this.kleuren),
        ...tekeningen.map((t) => tekeningLaag(niveau, t)),
        ...lijnLagen(niveau, this.kleuren),
      ],
    };
  }

  private bron(niveau: LandNiveau): VectorSourceSpecification {
    const [van, tot] = (this.o.tegels.lagen.find((l) => l.niveau === niveau)?.zoom ?? this.o.tegels.zoom) as [number, number];
    return {
      type: 'vector',
      tiles: [`${location.origin}${this.o.adres(niveau)}/{z}/{x}/{y}`],
      minzoom: van,
      maxzoom: tot,
      bounds: this.o.tegels.bbox as [number, number, number, number],
    };
  }

  private luister(): void {
    const plekOp = (e: MapMouseEvent): number | null => {
      const id = this.kaart.getLayer(`kleur-${this.niveau}`) ? this.kaart.queryRenderedFeatures(e.point, { layers: [`kleur-${this.niveau}`] })[0]?.id : undefined;
      return typeof id === 'number' ? id : null;
    };
    this.kaart.on('mousemove', (e) => {
      const plek = plekOp(e);
      this.kaart.getCanvas().style.cursor = plek == null ? '' : 'pointer';
      this.wijsAan(plek);
      this.o.wijs(plek, e.point.x, e.point.y);
    });
    this.kaart.on('mouseout', () => {
      this.wijsAan(null);
      this.o.wijs(null, 0, 0);
    });
    this.kaart.on('click', (e) => {
      const plek = plekOp(e);
      if (plek != null) this.o.kies(plek);
    });
    this.kaart.on('moveend', (e) => {
      if ((e as { originalEvent?: unknown; trede?: boolean }).originalEvent || (e as { trede?: boolean }).trede) this.o.bewogen(this.zicht());
    });
    this.kaart.on('render', () => {
      if (!this.gereed || !this.getoond.has(this.niveau) || !this.kaart.areTilesLoaded()) return;
      if (this.ongemeld) performance.mark('landkaart-gekleurd'); // read by who measures the site
      this.ongemeld = false;
      this.o.gekleurd();
    });
    this.kaart.on('error', () => this.o.mislukt());
    this.kaart.on('webglcontextlost', () => this.o.mislukt());
  }

  /** Colours a level; the one shown before goes. Only areas that change are told so. */
  toon(niveau: LandNiveau, codes: Uint16Array): void {
    if (!this.gereed) {
      this.straks = { niveau, codes };
      return;
    }
    const begin = performance.now();
    this.ongemeld = true;
    if (niveau !== this.niveau) this.wissel(niveau, tekeningenIn(codes));
    else this.vulAan(niveau, tekeningenIn(codes));
    const eerder = this.getoond.get(niveau);
    for (let id = 0; id < codes.length; id += 1) {
      const code = codes[id] as number;
      if (code !== (eerder?.[id] ?? 0)) this.kaart.setFeatureState({ source: niveau, sourceLayer: niveau, id }, toestand(code));
    }
    this.getoond.set(niveau, codes);
    performance.measure('landkaart', { start: begin });
  }

  private wissel(niveau: LandNiveau, tekeningen: readonly Tekening[]): void {
    Object.assign(this.omlijnd, { gekozen: null, gewezen: null });
    this.niveau = niveau;
    const nieuw = this.stijl(niveau, tekeningen).layers;
    for (const id of this.kaart.getLayersOrder()) if (id !== 'grond') this.kaart.removeLayer(id);
    if (this.kaart.getSource(OMLIJND)) this.kaart.removeSource(OMLIJND);
    for (const laag of nieuw) if (laag.id !== 'grond') this.kaart.addLayer(laag);
  }

  /** Layers for drawings that were not needed before. */
  private vulAan(niveau: LandNiveau, tekeningen: readonly Tekening[]): void {
    const er = this.tekeningen.get(niveau) ?? new Set();
    for (const t of tekeningen) {
      if (er.has(t)) continue;
      this.kaart.addLayer(tekeningLaag(niveau, t), `rand-${niveau}`);
      er.add(t);
    }
    this.tekeningen.set(niveau, er);
  }

  /** Outlines the chosen area. */
  markeer(plek: number | null): void {
    this.omlijn({ gekozen: plek });
  }

  /** Outlines the area that is pointed at here or on another map. */
  wijsAan(plek: number | null): void {
    this.omlijn({ gewezen: plek });
  }

  /** Draws the outlines that changed; the layers for them come with the first one. */
  private omlijn(nu: Partial<Omlijnd> = {}): void {
    const { gekozen, gewezen } = this.omlijnd;
    Object.assign(this.omlijnd, nu);
    if (!this.gereed) return;
    const wie = this.omlijnd;
    if (!this.kaart.getSource(OMLIJND)) {
      if (wie.gekozen == null && wie.gewezen == null) return;
      this.kaart.addSource(OMLIJND, this.bron(this.niveau));
      for (const laag of omlijnLagen(this.niveau, this.kleuren, wie)) this.kaart.addLayer(laag);
      return;
    }
    if (wie.gewezen !== gewezen) this.kaart.setFilter('gewezen', alleen(wie.gewezen));
    if (wie.gekozen !== gekozen) for (const id of ['wit', 'gekozen']) this.kaart.setFilter(id, alleen(wie.gekozen));
  }

  /** Other colours of the page: light, dark, a theme. */
  herkleur(): void {
    if (!this.gereed) return;
    this.kleuren = leesKleuren(this.o.houder);
    for (const [naam, beeld] of patronen(this.kleuren)) this.kaart.updateImage(naam, beeld);
    this.kaart.setPaintProperty('grond', 'background-color', this.kleuren.achtergrond);
    this.kaart.setPaintProperty(`kleur-${this.niveau}`, 'fill-color', kleurUitdrukking(this.kleuren));
    for (const laag of [...lijnLagen(this.niveau, this.kleuren), ...omlijnLagen(this.niveau, this.kleuren, this.omlijnd)])
      if (this.kaart.getLayer(laag.id)) this.kaart.setPaintProperty(laag.id, 'line-color', laag.paint?.['line-color']);
  }

  /** Calls back now and whenever the view is another one; gives the way to stop that. */
  volg(terug: (motor: LandMotor) => void): () => void {
    const nu = (): void => terug(this);
    const abonnementen = [this.kaart.on('move', nu), this.kaart.on('resize', nu)];
    nu();
    return () => abonnementen.forEach((a) => a.unsubscribe());
  }

  /** Where a place lies in what is seen, in pixels. */
  waar(lon: number, lat: number): Punt {
    const { x, y } = this.kaart.project([lon, lat]);
    return { x, y };
  }

  zicht(): Zicht {
    const { lng, lat } = this.kaart.getCenter();
    return { zoom: this.kaart.getZoom(), lat, lon: lng };
  }

  /** Shows the view that the address asks for, unless it is this one or the reader is on the way to another. */
  toonZicht(z: Zicht): void {
    if (!this.kaart.isMoving() && schrijfZicht(z) !== schrijfZicht(this.zicht())) this.kaart.jumpTo({ center: [z.lon, z.lat], zoom: z.zoom });
  }

  zoom(stap: 1 | -1): void {
    this.kaart.zoomTo(this.kaart.getZoom() + stap, { duration: 150 }, { trede: true });
  }

  heel(): void {
    this.kaart.fitBounds(this.o.tegels.bbox as [number, number, number, number], { padding: RUIMTE, duration: 250 }, { trede: true });
  }

  /** Brings a place into view when it lies outside, or near the edge. */
  zorgVoor(lon: number, lat: number): void {
    const { x, y } = this.kaart.project([lon, lat]);
    const { clientWidth: b, clientHeight: h } = this.o.houder;
    const rand = Math.min(60, b / 5, h / 5);
    if (x < rand || y < rand || x > b - rand || y > h - rand) this.kaart.easeTo({ center: [lon, lat], duration: 200 }, { trede: true });
  }

  /** The area in the middle of what is seen. */
  midden(): number | null {
    const { clientWidth: b, clientHeight: h } = this.o.houder;
    const id = this.kaart.queryRenderedFeatures([b / 2, h / 2], { layers: [`kleur-${this.niveau}`] })[0]?.id;
    return typeof id === 'number' ? id : null;
  }

  /** What is seen now, as a picture (a data: address). */
  beeld(): string {
    this.kaart.redraw();
    return this.kaart.getCanvas().toDataURL('image/png');
  }

  weg(): void {
    this.kaart.remove();
  }
}
