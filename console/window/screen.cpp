#include "console/window/screen.hpp"

#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "console/panels/coverage_words.hpp"
#include "console/panels/unit_names.hpp"
#include "console/render/font_texture.hpp"
#include "console/window/damage.hpp"
#include "console/window/dispatch_layers.hpp"
#include "console/window/imgui_fonts.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

PixelRect intersection(const PixelRect& a, const PixelRect& b) {
  const float x0 = std::max(a.x, b.x), y0 = std::max(a.y, b.y);
  return {x0, y0, std::max(0.0f, std::min(a.x + a.w, b.x + b.w) - x0),
          std::max(0.0f, std::min(a.y + a.h, b.y + b.h) - y0)};
}

bool same_boxes(const std::vector<PixelRect>& a, const std::vector<PixelRect>& b) {
  return std::ranges::equal(a, b, [](const PixelRect& m, const PixelRect& n) {
    return m.x == n.x && m.y == n.y && m.w == n.w && m.h == n.h;
  });
}

std::string with_commas(std::uint32_t n) {
  std::string text = std::to_string(n);
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

// Draws the panels inside one rectangle: ImGui's own back end, its clip rectangles narrowed for the time.
void draw_panels_within(ImDrawData& data, const PixelRect& area) {
  std::vector<ImDrawList*> lists;
  std::vector<ImVec4> clips;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    bool any = false;
    for (ImDrawCmd& cmd : data.CmdLists[i]->CmdBuffer) {
      clips.push_back(cmd.ClipRect);
      cmd.ClipRect = {std::max(cmd.ClipRect.x, area.x), std::max(cmd.ClipRect.y, area.y),
                      std::min(cmd.ClipRect.z, area.x + area.w), std::min(cmd.ClipRect.w, area.y + area.h)};
      any |= cmd.ElemCount > 0 && cmd.ClipRect.z > cmd.ClipRect.x && cmd.ClipRect.w > cmd.ClipRect.y;
    }
    if (any) lists.push_back(data.CmdLists[i]);
  }
  ImDrawData part = data;
  part.CmdLists = lists.data();
  part.CmdListsCount = static_cast<int>(lists.size());
  if (!lists.empty()) ImGui_ImplOpenGL3_RenderDrawData(&part);
  std::size_t n = 0;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    for (ImDrawCmd& cmd : data.CmdLists[i]->CmdBuffer) cmd.ClipRect = clips[n++];
  }
}

}  // namespace

struct DeskScreen::Parts {
  ImGuiContext* imgui = nullptr;
  bool back_end = false;
  std::unique_ptr<MapRenderer> map;
  Canvas canvas;
  FontTexture font_texture;
  Fonts fonts;
  bool has_fonts = false;
  ViewState view;
  PanelState state;
  Camera camera;
  Scene scene;
  BaseMap no_base;
  PlacedLabels labels;
  std::uint64_t labelled_marks = 0;   // the revision of the marks that names were placed beside
  std::vector<PixelRect> near_names;  // those of them that lie where a name may go
  std::shared_ptr<const RoadNet> roads, labelled_roads;  // whose names are written; null: the base map's
  DispatchLayers dispatch;
  PanelDamage damage;
  bool all_stale = true;

  // What the scene was made from.
  std::shared_ptr<const BaseMap> base;
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const RiskTable> risk;
  std::shared_ptr<const Summary> summary;
  std::shared_ptr<const Coverage> coverage;
  ViewTab tab{};
  std::optional<Safeguard> coloured_by;
  Safeguard safeguard{};
  std::array<bool, 4> state_hidden{};
  Theme coloured_for = Theme::Dark;
  std::vector<AnchorText> texts;
  std::string texts_language;
  std::shared_ptr<const Advice> uncovered_for;
  bool uncovered_shown = false;
  bool exercise = false;
  int styled_theme = -1;
  float styled_scale = 0;

  ~Parts() {
    map.reset();
    if (imgui == nullptr) return;
    if (back_end) ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(imgui);
  }
  void refresh_scene(const Frame& frame, const Style& style);
  void refresh_texts(const Frame& frame);
  [[nodiscard]] double area_share(const Frame& frame, std::size_t unit) const;
  void refresh_labels();
  // The layers of the dispatch view; null in another.
  [[nodiscard]] const DispatchScene* dispatch_scene() const {
    return base && view.tab == ViewTab::Dispatch && !view.wall ? &dispatch.scene() : nullptr;
  }
  void paint(const std::vector<PixelRect>& areas, const Style& style);
  [[nodiscard]] const BaseMap& base_or_none() const { return base ? *base : no_base; }
};

DeskScreen::DeskScreen(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DeskScreen::~DeskScreen() = default;

Result<std::unique_ptr<DeskScreen>> DeskScreen::create(const MapFonts& fonts, const ViewState& view) {
  auto parts = std::make_unique<Parts>();
  auto map = MapRenderer::create(fonts);
  if (!map) return std::unexpected(map.error());
  parts->map = std::move(*map);
  parts->view = view;
  parts->imgui = ImGui::CreateContext();
  ImGui::SetCurrentContext(parts->imgui);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing of ImGui's is remembered: places come from the layout
  io.LogFilename = nullptr;
  install_no_fonts();
  parts->back_end = ImGui_ImplOpenGL3_Init("#version 330 core") && ImGui_ImplOpenGL3_CreateDeviceObjects();
  if (!parts->back_end) {
    return fail(ErrorCode::Internal, "界面绘图无法启动：需要 OpenGL 3.3。",
                "The interface cannot be drawn: OpenGL 3.3 is needed.");
  }
  return std::unique_ptr<DeskScreen>(new DeskScreen(std::move(parts)));
}

void DeskScreen::use_atlas(const FontAtlas& atlas) {
  Parts& p = *parts_;
  p.font_texture.upload(atlas.w, atlas.h, atlas.pixels);
  install_fonts(atlas, p.font_texture.name(), p.fonts);
  p.has_fonts = true;
  p.all_stale = true;
}

bool DeskScreen::has_atlas() const { return parts_->has_fonts; }
void DeskScreen::draw_all_next() { parts_->all_stale = true; }
const Canvas& DeskScreen::canvas() const { return parts_->canvas; }
const Camera& DeskScreen::camera() const { return parts_->camera; }
ViewState& DeskScreen::view() { return parts_->view; }
PanelState& DeskScreen::panel_state() { return parts_->state; }
const Scene& DeskScreen::scene() const { return parts_->scene; }

void DeskScreen::begin_off_screen(int w, int h, float elapsed_s) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(w), static_cast<float>(h)};
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = std::max(elapsed_s, 1e-4f);
}

// Makes anew only what came from something that is another now.
void DeskScreen::Parts::refresh_scene(const Frame& frame, const Style& style) {
  bool base_changed = false;
  if (frame.base != base) {
    base = frame.base;
    const std::uint64_t before = scene.base_revision, symbols_before = scene.symbol_revision;
    scene = base ? build_base(*base) : Scene{};
    scene.base_revision = before + 1;
    scene.symbol_revision = symbols_before + 1;
    base_changed = true;
  }
  if (!base) return;
  const bool view_changed = tab != view.tab || coloured_by != view.coloured_by ||
                            safeguard != view.safeguard || state_hidden != view.state_hidden;
  const bool world_changed = frame.world.registry != registry || frame.world.risk != risk ||
                             frame.summary != summary || frame.world.coverage != coverage || view_changed;
  tab = view.tab, coloured_by = view.coloured_by, safeguard = view.safeguard,
  state_hidden = view.state_hidden;
  coverage = frame.world.coverage;
  if (world_changed || base_changed) {
    registry = frame.world.registry, risk = frame.world.risk, summary = frame.summary;
    if (registry) {
      static const std::vector<std::uint8_t> kAllShown;
      const bool fits = summary && summary->mask.size() == registry->projects();
      const bool dimmed = tab == ViewTab::Dispatch;
      const Coverage* counted =
          !dimmed && (tab == ViewTab::Coverage || coloured_by) ? coverage.get() : nullptr;
      set_symbols(scene, *registry, risk.get(), fits ? summary->mask : kAllShown,
                  {counted, dimmed ? std::nullopt : coloured_by, state_hidden, dimmed});
    } else if (!scene.symbols.empty()) {
      scene.symbols.clear();
      ++scene.symbol_revision;
    }
  }
  if (tab == ViewTab::Dispatch) dispatch.refresh(frame, view, *base, scene.origin);
  roads = tab == ViewTab::Dispatch ? frame.roads : nullptr;
  const bool advice_changed = uncovered_for != frame.advice || uncovered_shown != view.uncovered_shown;
  uncovered_for = frame.advice, uncovered_shown = view.uncovered_shown;
  if (!world_changed && !base_changed && !advice_changed && coloured_for == style.theme &&
      texts_language == view.language)
    return;
  coloured_for = style.theme;
  std::vector<double> share(base->areas.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t a = 0; registry && a < share.size(); ++a) {
    for (std::size_t u = 0; u < registry->unit_code.size(); ++u) {
      if (registry->unit_code[u] == base->areas[a].code) share[a] = area_share(frame, u);
    }
  }
  set_area_colours(scene, style, share, tab == ViewTab::Coverage ? AreaTheme::Gap : AreaTheme::SevereShare);
  refresh_texts(frame);
}

// What a district's fill tells: its share of severe projects, or its gap to the safeguard's target, 0-1.
double DeskScreen::Parts::area_share(const Frame& frame, std::size_t unit) const {
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  if (tab == ViewTab::Dispatch) return nothing;  // plain land: colour is for what is about to move
  if (tab == ViewTab::Risk)
    return summary && unit < summary->severe_share.size() ? summary->severe_share[unit] : nothing;
  if (!coverage || !frame.pack) return nothing;
  const int permille = target_of(*frame.pack, safeguard, frame.as_of).permille;
  const auto& cells = coverage->by_unit[static_cast<std::size_t>(safeguard)];
  const auto gap = unit < cells.size() && permille > 0 ? cells[unit].gap_tenths(permille) : std::nullopt;
  return gap ? static_cast<double>(*gap) / 1000 : nothing;
}

void DeskScreen::Parts::refresh_texts(const Frame& frame) {
  texts_language = view.language;
  const Lang lang = lang_of(view.language);
  std::vector<AnchorText> now(base->anchors.size());
  for (std::size_t i = 0; frame.pack && i < now.size(); ++i) {
    for (const SupervisingUnit& unit : frame.pack->supervising_units) {
      if (unit.code == base->anchors[i].unit_code) now[i].name = short_name_of(unit, lang);
    }
  }
  for (std::size_t i = 0; tab == ViewTab::Dispatch && i < now.size(); ++i)
    now[i].fact = DispatchLayers::lost_functions(frame, view, base->anchors[i].unit_code);
  for (std::size_t i = 0; tab != ViewTab::Dispatch && registry && summary && risk && i < now.size(); ++i) {
    for (std::size_t u = 0; u < registry->unit_code.size() && u < summary->units.size(); ++u) {
      if (registry->unit_code[u] != base->anchors[i].unit_code) continue;
      if (tab == ViewTab::Coverage) {
        const auto share = coverage && u < coverage->by_unit[0].size()
                               ? coverage->by_unit[static_cast<std::size_t>(safeguard)][u].share()
                               : std::nullopt;
        now[i].fact = share ? format_share(*share) : std::string(kNotApplicable);
        continue;
      }
      const UnitSummary& unit = summary->units[u];
      now[i].fact = fmt::format("{} {} / {}", tr(lang, "grade.d"),
                                with_commas(unit.by_grade[static_cast<std::size_t>(Grade::D)]),
                                with_commas(unit.projects));
    }
  }
  if (now == texts) return;
  texts = std::move(now);
  labels.camera.metres_per_px = 0;  // placed anew below
}

// Labels are placed for the whole city at this scale, not for the view: while panning they stay where they
// are.
void DeskScreen::Parts::refresh_labels() {
  const BaseMap& from = roads ? dispatch.names(*base) : *base;
  const bool same = labels.camera.metres_per_px == camera.metres_per_px &&
                    labels.camera.ui_scale == camera.ui_scale && labelled_roads == roads;
  const DispatchScene* marks = dispatch_scene();
  const std::uint64_t placed = marks != nullptr ? marks->placed_revision : 0;
  if (same && placed == labelled_marks) return;
  labelled_marks = placed;
  Camera whole = camera;
  whole.centre = scene.origin;
  whole.view = {0, 0, static_cast<float>((base->upper.x() - base->lower.x()) / camera.metres_per_px) + 200,
                static_cast<float>((base->upper.y() - base->lower.y()) / camera.metres_per_px) + 200};
  std::vector<PixelRect> near;
  if (marks != nullptr) near = DispatchLayers::boxes_near(*marks, from, whole);
  if (same && same_boxes(near, near_names)) return;  // marks moved, none of them at a name
  near_names = std::move(near);
  labelled_roads = roads;
  labels.camera = whole;
  labels.labels = view.wall ? std::vector<Label>{}  // the wall has callouts
                            : place_labels_beside(from, whole, texts, near_names);
  ++labels.revision;
}

void DeskScreen::Parts::paint(const std::vector<PixelRect>& areas, const Style& style) {
  for (const PixelRect& area : areas) {
    const PixelRect on_map = intersection(area, camera.view);
    for (const PixelRect& beside : outside(area, on_map)) canvas.clear(beside, style.panel);
    if (on_map.w > 0 && on_map.h > 0) {
      if (base) {
        map->present(canvas, camera, style, on_map);
      } else {
        canvas.clear(on_map, style.map);
      }
    }
    canvas.bind();
    draw_panels_within(*ImGui::GetDrawData(), area);
  }
}

Result<DeskScreen::Drawn> DeskScreen::draw(const Frame& frame, double seconds, double budget_ms,
                                           Outbox& outbox) {
  Parts& p = *parts_;
  Drawn drawn;
  const Theme theme = p.view.theme == 0 ? Theme::Dark : Theme::Light;
  const Style& style = style_of(theme, p.view.colour_aid);
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const int w = static_cast<int>(size.x), h = static_cast<int>(size.y);
  if (!p.has_fonts || w <= 0 || h <= 0) {
    drawn.exact = false;
    return drawn;
  }
  const Result<bool> resized = p.canvas.resize(w, h);
  if (!resized) return std::unexpected(resized.error());
  if (p.styled_theme != p.view.theme || p.styled_scale != p.view.ui_scale) {
    apply_imgui_style(style, p.view.ui_scale);
    p.styled_theme = p.view.theme, p.styled_scale = p.view.ui_scale;
    p.all_stale = true;
  }
  p.refresh_scene(frame, style);
  p.exercise = frame.exercise;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  PanelContext context{p.fonts, style, p.scene, p.base_or_none(), p.camera, p.view, p.state, outbox, seconds};
  if (p.dispatch_scene() != nullptr) {
    p.dispatch.place(p.camera, p.labels);  // before a click is looked up in it
    context.dispatch = p.dispatch_scene();
  }
  draw_desk(frame, context);
  ImGui::Render();
  drawn.next_s = p.state.next_frame_s;

  std::vector<PixelRect> areas = p.damage.changed(*ImGui::GetDrawData());
  if (p.base) {
    // Names give way to units and incidents, plates then to names.
    if (p.dispatch_scene() != nullptr) p.dispatch.place(p.camera, p.labels);
    p.refresh_labels();
    if (p.dispatch_scene() != nullptr) p.dispatch.place(p.camera, p.labels);
    const auto outcome =
        p.map->update({p.scene, p.camera, style, p.labels, p.dispatch_scene(), frame.exercise}, budget_ms);
    if (!outcome) return std::unexpected(outcome.error());
    drawn.exact = outcome->exact;
    drawn.uploaded_bytes = outcome->uploaded_bytes;
    for (const PixelRect& of_map : outcome->damage) {  // what it covers is not counted twice
      std::vector<PixelRect> rest;
      for (const PixelRect& area : areas) {
        const auto parts = outside(area, of_map);
        rest.insert(rest.end(), parts.begin(), parts.end());
      }
      rest.push_back(of_map);
      areas = std::move(rest);
    }
  }
  if (p.all_stale || *resized) areas.assign(1, {0, 0, size.x, size.y});
  p.all_stale = false;
  areas = tidied(areas, w, h);
  p.paint(areas, style);
  drawn.drew = !areas.empty();
  drawn.areas = std::move(areas);
  drawn.complete = drawn.exact && p.base && frame.load.state == LoadState::Ready && p.summary && p.registry;
  return drawn;
}

bool DeskScreen::work_ahead() {
  Parts& p = *parts_;
  if (!p.base || p.canvas.w() == 0) return false;
  return p.map->work_ahead({p.scene, p.camera,
                            style_of(p.view.theme == 0 ? Theme::Dark : Theme::Light, p.view.colour_aid),
                            p.labels, p.dispatch_scene(), p.exercise});
}

}  // namespace anxin
