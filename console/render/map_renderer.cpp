#include "console/render/map_renderer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "console/render/dispatch_painter.hpp"
#include "console/render/ground_layer.hpp"
#include "console/render/overlay.hpp"
#include "console/render/symbol_painter.hpp"
#include "console/render/watermark.hpp"

namespace anxin {
namespace {

constexpr int kMarginPx = 128;  // kept beyond each side of the view
constexpr int kStripPx = 64;    // drawn ahead at a time
constexpr int kRoundPx = 64;    // textures grow in such steps while a window is resized
constexpr int kSmallestChunkPx = 48;

// What a picture was drawn from. Equal keys: the same pixels.
struct Content {
  Theme theme{};
  bool colour_aid = false;
  float ui = 1;
  std::uint64_t base = 0, colours = 0, symbols = 0, labels = 0;
  std::uint64_t roads = 0, marks = 0;  // of the dispatch view; 0: another view
  bool exercise = false;
  friend bool operator==(const Content&, const Content&) = default;
  [[nodiscard]] Content ground() const {  // but its colours
    return {theme, colour_aid, ui, base, 0, 0, 0, roads, 0, false};
  }
};

struct Cached {
  gl::Target target;
  double metres_per_px = 0;
  Content content;
  PixelBox held;    // drawn
  PixelBox wanted;  // what is being drawn, while it is
  [[nodiscard]] bool fits(const PixelBox& view) const { return target.w >= view.w() && target.h >= view.h(); }
};

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

PixelRect whole_px(const PixelRect& r) {
  return {std::round(r.x), std::round(r.y), std::round(r.w), std::round(r.h)};
}

PixelBox view_box(const Camera& camera, MapXY origin) {
  const PixelRect view = whole_px(camera.view);
  const int w = static_cast<int>(view.w), h = static_cast<int>(view.h);
  const int x0 =
      static_cast<int>(std::lround((camera.centre.x() - origin.x()) / camera.metres_per_px - w / 2.0));
  const int y0 =
      static_cast<int>(std::lround((camera.centre.y() - origin.y()) / camera.metres_per_px - h / 2.0));
  return {x0, y0, x0 + w, y0 + h};
}

void begin_pass(const gl::Target& target, Colour32 bare) {
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glClearColor(static_cast<float>(bare & 0xFF) / 255.0f, static_cast<float>((bare >> 8) & 0xFF) / 255.0f,
               static_cast<float>((bare >> 16) & 0xFF) / 255.0f, 1);
}

int rounded_up(int n) { return (n + kRoundPx - 1) / kRoundPx * kRoundPx; }

}  // namespace

struct MapRenderer::Parts {
  GroundLayer ground;
  SymbolPainter symbols;
  DispatchPainter dispatch;
  PaintBuffer paint, ground_paint;
  Overlay overlay, ground_overlay;
  LabelLayer labels;
  Watermark watermark;
  Status marked;  // what its fonts had to say
  gl::Program copy;
  gl::VertexArray none;  // a core profile wants one even for a quad without attributes
  Cached front, next;
  Cached ground_only;  // districts, roads and lines under `next`, kept while only colours and symbols change
  std::vector<Colour32> ground_colours;  // those it has, by area
  bool building = false, ground_stays = false;
  std::uint64_t told = 0, told_marks = 0;  // the revisions up to which changes have been told
  double ms_per_mpx = 20;                  // what drawing has cost lately
  MapXY origin;
  PixelBox shown;  // the view of the last update, in px of shown_scale
  double shown_scale = 0;

  explicit Parts(const MapFonts& fonts) : watermark(fonts) {}
  void draw(Cached& into, const PixelBox& box, const Input& in, Outcome& outcome);
  void draw_ground(const Piece& piece, const Projection& to, const Input& in, Outcome& outcome);
  void keep_ground(const PixelBox& box, const Input& in, Outcome& outcome);
  void begin(const Input& in, const Content& content, const PixelBox& view);
  bool build(const Input& in, double until_ms, Outcome& outcome);
  [[nodiscard]] bool worth_finishing(const Content& content, double scale, const PixelBox& view,
                                     bool limited) const;
  void redraw(const PixelBox& box, const Input& in, const PixelBox& view, Outcome& outcome);
  void redraw_rows(const SymbolPainter::Change& change, const Input& in, const PixelBox& view,
                   Outcome& outcome);
  bool draw_ahead(const Input& in, const PixelBox& view, int dx, int dy, Outcome& outcome);
  void copy_exact(const Canvas& canvas, const PixelRect& window, const PixelBox& area) const;
  void copy_stretched(const Canvas& canvas, const PixelRect& window, Colour32 bare,
                      const PixelRect& area) const;
};

MapRenderer::MapRenderer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
MapRenderer::~MapRenderer() = default;

Result<std::unique_ptr<MapRenderer>> MapRenderer::create(const MapFonts& fonts) {
  auto parts = std::make_unique<Parts>(fonts);
  for (const Status& status :
       {parts->ground.create(), parts->overlay.create(), parts->ground_overlay.create(),
        parts->labels.create(fonts), parts->dispatch.create(fonts)}) {
    if (!status) return std::unexpected(status.error());
  }
  auto copy = gl::make_program("copy");
  if (!copy) return std::unexpected(copy.error());
  parts->copy = std::move(*copy);
  parts->none = gl::make_vertex_array();
  return std::unique_ptr<MapRenderer>(new MapRenderer(std::move(parts)));
}

void MapRenderer::Parts::draw(Cached& into, const PixelBox& box, const Input& in, Outcome& outcome) {
  if (box.empty()) return;
  Camera scale = in.camera;
  scale.metres_per_px = into.metres_per_px;
  const ScaleBand band = band_of(scale);
  const float ui = in.camera.ui_scale;
  const Projection whole{into.metres_per_px, box};
  paint.begin(box);
  if (in.dispatch != nullptr) dispatch.paint_under(paint, *in.dispatch, whole, in.style, ui);
  const std::size_t projects = symbols.paint_onto(paint, whole, band, in.style, ui, rings_shown(scale));
  if (in.dispatch != nullptr) dispatch.paint_marks(paint, *in.dispatch, whole, in.style, ui);
  const PaintedLayer& layer = paint.finish(projects);
  outcome.uploaded_bytes += overlay.upload(layer);
  outcome.drawn_symbols += layer.symbols;
  const bool copied = &into == &next && ground_stays;
  if (copied) keep_ground(box, in, outcome);
  begin_pass(into.target, in.style.map);
  for (const Piece& piece : pieces(box, into.target.w, into.target.h)) {
    const PixelBox& m = piece.map;
    const Projection to{into.metres_per_px, m};
    glScissor(piece.x, piece.y, m.w(), m.h());
    if (copied) {
      const int x1 = piece.x + m.w(), y1 = piece.y + m.h();
      glBindFramebuffer(GL_READ_FRAMEBUFFER, ground_only.target.framebuffer.name());
      glBlitFramebuffer(piece.x, piece.y, x1, y1, piece.x, piece.y, x1, y1, GL_COLOR_BUFFER_BIT, GL_NEAREST);
      glViewport(piece.x, piece.y, m.w(), m.h());
    } else {
      draw_ground(piece, to, in, outcome);
    }
    // Under names, units and projects, which stay as legible as without it.
    if (in.exercise && marked) marked = watermark.draw(to, in.style, ui);
    // Names of roads belong to the ground, under units and incidents; those of districts lie on top.
    const bool named = in.labels.camera.metres_per_px == into.metres_per_px;
    if (named && in.dispatch != nullptr) labels.draw(to, in.style, {LabelKind::Road}, in.style.text3);
    overlay.draw(layer, m.x0 - box.x0, m.y0 - box.y0, m.w(), m.h());
    if (named && in.dispatch != nullptr) labels.draw(to, in.style, {LabelKind::District}, in.style.text2);
    if (named && in.dispatch == nullptr)
      labels.draw(to, in.style, {LabelKind::District, LabelKind::Road}, in.style.text2);
    outcome.drawn_px += static_cast<std::size_t>(m.w()) * static_cast<std::size_t>(m.h());
  }
  glDisable(GL_SCISSOR_TEST);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

// The ground of one piece; scissor and blending are set.
void MapRenderer::Parts::draw_ground(const Piece& piece, const Projection& to, const Input& in,
                                     Outcome& outcome) {
  glViewport(piece.x, piece.y, piece.map.w(), piece.map.h());
  glScissor(piece.x, piece.y, piece.map.w(), piece.map.h());
  glClear(GL_COLOR_BUFFER_BIT);
  Camera scale = in.camera;
  scale.metres_per_px = to.metres_per_px;
  outcome.ground_px += static_cast<std::size_t>(piece.map.w()) * static_cast<std::size_t>(piece.map.h());
  const ScaleBand band = band_of(scale);
  const float ui = in.camera.ui_scale;
  ground.draw_areas(to, in.scene.area_colour);
  if (in.dispatch == nullptr || !in.dispatch->roads) ground.draw_roads(to, band, in.style, ui);
  if (in.dispatch != nullptr) {
    ground_paint.begin(piece.map);
    dispatch.paint_ground(ground_paint, *in.dispatch, to, band, in.style, ui);
    const PaintedLayer& layer = ground_paint.finish();
    outcome.uploaded_bytes += ground_overlay.upload(layer);
    ground_overlay.draw(layer, 0, 0, piece.map.w(), piece.map.h());
  }
  ground.draw_boundaries(to, band, in.style, ui);
}

// Sees that the ground of the box is held, in the place it has in `next`. An area of another colour is drawn
// anew where it is held. Bands come lowest first: the next one is drawn on top of those there; any other box
// starts anew.
void MapRenderer::Parts::keep_ground(const PixelBox& box, const Input& in, Outcome& outcome) {
  Cached& g = ground_only;
  const Content content = next.content.ground();
  const std::vector<Colour32>& colours = in.scene.area_colour;
  if (g.content != content || g.metres_per_px != next.metres_per_px ||
      ground_colours.size() != colours.size())
    g.held = {};
  g.content = content;
  g.metres_per_px = next.metres_per_px;
  begin_pass(g.target, in.style.map);
  const auto fill = [&](const PixelBox& part) {
    for (const Piece& piece : pieces(part, g.target.w, g.target.h))
      draw_ground(piece, {g.metres_per_px, piece.map}, in, outcome);
  };
  for (std::size_t i = 0; i < colours.size() && !g.held.empty(); ++i) {
    if (colours[i] != ground_colours[i]) fill(intersection(ground.box_of_area(i, g.metres_per_px), g.held));
  }
  ground_colours = colours;
  if (!g.held.contains(box) || g.held.empty()) {
    PixelBox missing = box;
    const bool on_top = !g.held.empty() && g.held.x0 == box.x0 && g.held.x1 == box.x1 &&
                        box.y0 >= g.held.y0 && box.y0 <= g.held.y1 && box.y1 - g.held.y0 <= g.target.h;
    if (on_top) missing.y0 = g.held.y1;
    g.held = {box.x0, on_top ? g.held.y0 : box.y0, box.x1, box.y1};
    fill(missing);
  }
  glDisable(GL_SCISSOR_TEST);
}

void MapRenderer::Parts::begin(const Input& in, const Content& content, const PixelBox& view) {
  next.metres_per_px = in.camera.metres_per_px;
  next.content = content;
  next.wanted = view;
  next.held = {view.x0, view.y0, view.x1, view.y0};
  building = true;
}

// Draws bands of the wanted view, lowest first, until it is whole or the time is up.
bool MapRenderer::Parts::build(const Input& in, double until_ms, Outcome& outcome) {
  for (bool first = true; next.held.y1 < next.wanted.y1; first = false) {
    const double start = now_ms(), left = until_ms - start;
    if (left <= 0 && !first)
      return false;  // a frame without time left still brings the picture on by one band
    int rows = next.wanted.y1 - next.held.y1;
    if (std::isfinite(until_ms)) {
      const double affordable = left / std::max(0.5, ms_per_mpx) * 1e6 / std::max(1, next.wanted.w());
      rows = std::min(rows, std::max(kSmallestChunkPx, static_cast<int>(affordable)));
    }
    const PixelBox band{next.wanted.x0, next.held.y1, next.wanted.x1, next.held.y1 + rows};
    draw(next, band, in, outcome);
    next.held.y1 = band.y1;
    if (std::isfinite(until_ms)) {
      glFinish();
      const double cost = (now_ms() - start) / (static_cast<double>(band.w()) * band.h() / 1e6);
      ms_per_mpx = 0.5 * ms_per_mpx + 0.5 * cost;
    }
  }
  building = false;
  std::swap(front, next);
  return true;
}

// Whether to go on with the picture begun. One of a scale close by is finished and shown stretched, so that a
// person who keeps zooming sees the map follow; its labels are those of its own scale.
bool MapRenderer::Parts::worth_finishing(const Content& content, double scale, const PixelBox& view,
                                         bool limited) const {
  if (next.metres_per_px == scale) return next.content == content && next.wanted.contains(view);
  Content but_labels = next.content;
  but_labels.labels = content.labels, but_labels.marks = content.marks;
  return limited && but_labels == content && next.metres_per_px < 2 * scale && next.metres_per_px > scale / 2;
}

// One rectangle of the shown picture, from what is there now.
void MapRenderer::Parts::redraw(const PixelBox& wanted, const Input& in, const PixelBox& view,
                                Outcome& outcome) {
  const PixelBox box = intersection(wanted, front.held);
  if (box.empty()) return;
  draw(front, box, in, outcome);
  const PixelBox seen = intersection(box, view);
  if (seen.empty()) return;
  const PixelRect window = whole_px(in.camera.view);
  outcome.damage.push_back({window.x + static_cast<float>(seen.x0 - view.x0),
                            window.y + static_cast<float>(view.y1 - seen.y1), static_cast<float>(seen.w()),
                            static_cast<float>(seen.h())});
}

void MapRenderer::Parts::redraw_rows(const SymbolPainter::Change& change, const Input& in,
                                     const PixelBox& view, Outcome& outcome) {
  const double m = front.metres_per_px;
  const int reach = static_cast<int>(std::ceil(symbol_reach(band_of(in.camera), in.camera.ui_scale)));
  const auto touch = [&](SceneXY at) {
    const int x = static_cast<int>(std::floor(at.x / m)), y = static_cast<int>(std::floor(at.y / m));
    redraw({x - reach, y - reach, x + reach + 1, y + reach + 1}, in, view, outcome);
  };
  for (std::size_t i = 0; i < change.rows.size(); ++i) {
    const SceneXY before = change.before[i].at, after = in.scene.symbols[change.rows[i]].at;
    touch(after);
    if (before.x != after.x || before.y != after.y) touch(before);
  }
}

Result<MapRenderer::Outcome> MapRenderer::update(const Input& in, double budget_ms) {
  Parts& p = *parts_;
  Outcome out;
  double until = now_ms() + budget_ms;
  p.origin = in.scene.origin;
  const PixelBox view = view_box(in.camera, p.origin);
  if (view.empty()) return out;
  out.uploaded_bytes += p.ground.update(in.scene) + p.labels.update(in.labels, p.origin);
  const SymbolPainter::Change change = p.symbols.update(in.scene);
  const DispatchPainter::Change marks = p.dispatch.update(in.dispatch);
  const Content content{
      in.style.theme,
      in.style.colour_aid,
      in.camera.ui_scale,
      in.scene.base_revision,
      in.scene.colour_revision,
      in.scene.symbol_revision,
      in.labels.revision,
      in.dispatch != nullptr ? in.dispatch->ground_revision : 0,
      in.dispatch != nullptr ? in.dispatch->marks_revision + in.dispatch->placed_revision : 0,
      in.exercise};
  const double scale = in.camera.metres_per_px;
  const auto front_is_right = [&] {
    return p.front.metres_per_px == scale && p.front.content == content && p.front.fits(view);
  };
  const auto whole_view = [&] { out.damage.assign(1, whole_px(in.camera.view)); };

  Content only_rows = p.front.content;
  only_rows.symbols = content.symbols, only_rows.marks = content.marks;
  // Not when the picture shown is of a day, or of marks, that were never drawn.
  const bool rows_tell_all = !change.many && p.front.content.symbols == p.told && !marks.many &&
                             p.front.content.marks == p.told_marks;
  p.told = content.symbols, p.told_marks = content.marks;
  if (rows_tell_all && only_rows == content && p.front.metres_per_px == scale && p.front.fits(view)) {
    p.redraw_rows(change, in, view, out);
    for (const PixelBox& box : marks.boxes) p.redraw(box, in, view, out);
    p.front.content = content;
  }
  while (!front_is_right()) {
    if (!p.building || !p.worth_finishing(content, scale, view, std::isfinite(budget_ms))) {
      // Days that come faster than one is drawn must not leave the map behind: the next one is drawn whole.
      const bool overtaken = p.building && p.next.metres_per_px == scale && p.next.content != content;
      if (overtaken) until = std::numeric_limits<double>::infinity();
      const int w = rounded_up(view.w() + 2 * kMarginPx), h = rounded_up(view.h() + 2 * kMarginPx);
      if (p.next.target.w != w || p.next.target.h != h) {
        auto target = gl::make_target(w, h);
        if (!target) return std::unexpected(target.error());
        p.next.target = std::move(*target);
      }
      p.ground_stays = p.front.metres_per_px == scale && p.front.content.ground() == content.ground();
      const gl::Target& kept = p.ground_only.target;
      if (p.ground_stays && (kept.w != p.next.target.w || kept.h != p.next.target.h)) {
        auto target = gl::make_target(p.next.target.w, p.next.target.h);
        if (!target) return std::unexpected(target.error());
        p.ground_only = {};
        p.ground_only.target = std::move(*target);
      }
      p.begin(in, content, view);
    }
    if (!p.build(in, until, out)) {
      out.exact = false;
      break;
    }
    whole_view();
  }
  const bool moved = !(p.shown == view) || p.shown_scale != scale;
  if (front_is_right()) {
    p.building = false;
    const Growth growth = grow(p.front.held, view, p.front.target.w, p.front.target.h);
    for (const PixelBox& strip : growth.draw) p.draw(p.front, strip, in, out);
    p.front.held = growth.held;
    if (moved && p.shown_scale == scale && out.drawn_px == 0) {
      p.draw_ahead(in, view, view.x0 - p.shown.x0, view.y0 - p.shown.y0, out);
    }
  }
  if (moved) whole_view();
  p.shown = view;
  p.shown_scale = scale;
  if (!p.marked) return std::unexpected(p.marked.error());  // a drill is never shown without its mark
  return out;
}

// One strip on the side that will be needed first. False when every margin is wide enough.
bool MapRenderer::Parts::draw_ahead(const Input& in, const PixelBox& view, int dx, int dy, Outcome& outcome) {
  const PixelBox strip = ahead(front.held, view, front.target.w, front.target.h, kStripPx, dx, dy);
  if (strip.empty()) return false;
  draw(front, strip, in, outcome);
  front.held = extended(front.held, strip, front.target.w, front.target.h);
  return true;
}

bool MapRenderer::work_ahead(const Input& in) {
  Parts& p = *parts_;
  const PixelBox view = view_box(in.camera, p.origin);
  if (p.building || !(p.shown == view) || !p.front.held.contains(view)) return false;
  Outcome ignored;
  return p.draw_ahead(in, view, 0, 0, ignored);
}

void MapRenderer::Parts::copy_exact(const Canvas& canvas, const PixelRect& window,
                                    const PixelBox& area) const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, front.target.framebuffer.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, canvas.framebuffer());
  glDisable(GL_SCISSOR_TEST);
  const int left = static_cast<int>(window.x) - shown.x0;
  const int low = canvas.h() - static_cast<int>(window.y + window.h) - shown.y0;
  for (const Piece& piece : pieces(area, front.target.w, front.target.h)) {
    const PixelBox& m = piece.map;
    glBlitFramebuffer(piece.x, piece.y, piece.x + m.w(), piece.y + m.h(), left + m.x0, low + m.y0,
                      left + m.x1, low + m.y1, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  }
}

// The picture of another scale, or of the content before: what it holds lands where it lies now, the rest is
// bare map.
void MapRenderer::Parts::copy_stretched(const Canvas& canvas, const PixelRect& window, Colour32 bare,
                                        const PixelRect& area) const {
  canvas.clear(area, bare);
  if (front.held.empty() || front.target.w == 0) return;
  canvas.bind();
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<int>(area.x), canvas.h() - static_cast<int>(area.y + area.h),
            static_cast<int>(area.w), static_cast<int>(area.h));
  glDisable(GL_BLEND);
  glUseProgram(copy.name());
  const double ratio = front.metres_per_px / shown_scale;
  const double left = double{window.x} - shown.x0,
               low = canvas.h() - (double{window.y} + double{window.h}) - shown.y0;
  const auto ndc_x = [&](int x) { return static_cast<float>((left + x * ratio) / canvas.w() * 2 - 1); };
  const auto ndc_y = [&](int y) { return static_cast<float>((low + y * ratio) / canvas.h() * 2 - 1); };
  const PixelBox& held = front.held;
  gl::set(copy, "box", ndc_x(held.x0), ndc_y(held.y0), ndc_x(held.x1), ndc_y(held.y1));
  // Texture coordinates near 0, so that far from the origin no precision is lost.
  const int tx = held.x0 - pieces({held.x0, 0, held.x0 + 1, 1}, front.target.w, front.target.h)[0].x;
  const int ty = held.y0 - pieces({0, held.y0, 1, held.y0 + 1}, front.target.w, front.target.h)[0].y;
  const auto w = static_cast<float>(front.target.w), h = static_cast<float>(front.target.h);
  gl::set(copy, "part", static_cast<float>(held.x0 - tx) / w, static_cast<float>(held.y0 - ty) / h,
          static_cast<float>(held.x1 - tx) / w, static_cast<float>(held.y1 - ty) / h);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, front.target.texture.name());
  glBindVertexArray(none.name());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glBindVertexArray(0);
  glBindTexture(GL_TEXTURE_2D, 0);
  glDisable(GL_SCISSOR_TEST);
}

void MapRenderer::present(const Canvas& canvas, const Camera& camera, const Style& style,
                          const PixelRect& area) {
  const Parts& p = *parts_;
  const PixelRect window = whole_px(camera.view), part = whole_px(area);
  if (p.shown.empty() || part.w <= 0 || part.h <= 0) return;
  if (p.front.metres_per_px == p.shown_scale && p.front.held.contains(p.shown)) {
    const int x0 = p.shown.x0 + static_cast<int>(part.x - window.x),
              y1 = p.shown.y1 - static_cast<int>(part.y - window.y);
    const PixelBox box{x0, y1 - static_cast<int>(part.h), x0 + static_cast<int>(part.w), y1};
    p.copy_exact(canvas, window, intersection(box, p.shown));
  } else {
    p.copy_stretched(canvas, window, style.map, part);
  }
  canvas.bind();
}

}  // namespace anxin
