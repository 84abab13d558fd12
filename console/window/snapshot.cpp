// One exact frame off screen.
#include <fmt/format.h>

#include <algorithm>

#include "console/window/fonts.hpp"
#include "console/window/glyph_keeper.hpp"
#include "console/window/map_alone.hpp"
#include "console/window/offscreen.hpp"
#include "console/window/png.hpp"
#include "console/window/screen.hpp"
#include "console/window/view_file.hpp"
#include "console/window/window.hpp"

namespace anxin {
namespace {

constexpr int kMostFrames = 12;  // panels may need a few to know their own sizes; then nothing moves any more
constexpr int kSmallest = 320, kLargest = 16384;
constexpr double kPixelM = 0.00028;  // as console/scene/camera.hpp

// Beijing time for a person: 2026-11-23 09:42:16.
std::string local_time(Instant at) {
  std::string text = to_string(at + kBeijingOffset);
  text[10] = ' ';
  text.pop_back();
  return text;
}

// Selects the project or the incident asked for and, when a scale was given, centres on it.
Status place_view(const Frame& frame, const SnapshotOptions& options, ViewState& view) {
  const Registry* registry = frame.world.registry.get();
  if (!options.select.empty()) {
    const Index project = registry != nullptr ? registry->find_project(options.select) : kNone;
    if (project == kNone) {
      return fail(ErrorCode::NotFound, fmt::format("数据中没有项目 {}。", options.select),
                  fmt::format("The store has no project {}.", options.select));
    }
    view.selected = options.select;
    if (options.scale > 0)
      view.camera_x = registry->xy[project].x(), view.camera_y = registry->xy[project].y();
  }
  if (!options.incident.empty()) {
    const Operations* operations = frame.world.operations.get();
    const Incident* incident = operations != nullptr ? operations->incident(options.incident) : nullptr;
    if (incident == nullptr) {
      return fail(ErrorCode::NotFound, fmt::format("数据中没有事件 {}。", options.incident),
                  fmt::format("The store has no incident {}.", options.incident));
    }
    view.selected_incident = options.incident;
    if (options.replay) view.replay = ReplayWish{options.incident, *options.replay};
    const MapXY at = to_map(incident->at);
    if (options.scale > 0) view.camera_x = at.x(), view.camera_y = at.y();
  }
  if (options.scale <= 0) return {};
  view.metres_per_px = std::clamp(options.scale, 2'000.0, 1'500'000.0) * kPixelM;  // at UI scale 1
  if (view.camera_x == 0 && frame.base) {
    view.camera_x = (frame.base->lower.x() + frame.base->upper.x()) / 2;
    view.camera_y = (frame.base->lower.y() + frame.base->upper.y()) / 2;
  }
  return {};
}

// The moment asked for is one that can be shown.
Status check_replay(const Frame& frame, const SnapshotOptions& options) {
  if (!options.replay || (frame.replay && frame.replay->at == *options.replay)) return {};
  const std::string from = frame.replay ? local_time(frame.replay->from) : std::string(),
                    until = frame.replay ? local_time(frame.replay->until) : std::string();
  return fail(
      ErrorCode::Usage, fmt::format("--replay 须在事件 {} 的 {} 至 {} 之间。", options.incident, from, until),
      fmt::format("--replay must lie between {} and {}, the time of {}.", from, until, options.incident));
}

Status check_size(const SnapshotOptions& options) {
  if (std::min(options.width, options.height) < kSmallest ||
      std::max(options.width, options.height) > kLargest) {
    return fail(
        ErrorCode::Usage, fmt::format("图片边长须在 {} 和 {} 像素之间。", kSmallest, kLargest),
        fmt::format("The sides of the picture must lie between {} and {} pixels.", kSmallest, kLargest));
  }
  return {};
}

// Everything loaded, as the options ask; the context is current.
struct Staged {
  Frame frame;
  std::unique_ptr<DeskScreen> screen;
};
Result<Staged> stage(DeskSession& session, const SnapshotOptions& options) {
  const auto fonts = find_fonts();
  if (!fonts) return std::unexpected(fonts.error());
  session.wait_ready();
  if (const Frame loaded = session.frame(); loaded.load.state == LoadState::Failed && loaded.load.error) {
    return std::unexpected(*loaded.load.error);
  }
  ViewState view;
  view.theme = static_cast<std::uint8_t>(options.theme);
  view.language = options.language;
  view.ui_scale = std::clamp(options.ui_scale, 0.5f, 4.0f);
  view.colour_aid = options.colour_aid || options.wall;
  if (options.wall) as_wall(view, options.width, options.height, options.pitch_mm);
  view.tab = options.tab;
  view.safeguard = options.safeguard.value_or(view.safeguard);
  if (options.wall) view.tab = ViewTab::Coverage;
  if (options.wall && !options.safeguard) view.safeguard = Safeguard::DedicatedAccount;
  if (view.tab == ViewTab::Coverage) view.coloured_by = view.safeguard;
  view.as_of = options.as_of;
  view.then_known = options.then_known && options.as_of;
  if (Status placed = place_view(session.frame(), options, view); !placed)
    return std::unexpected(placed.error());
  Outbox first;
  if (!options.import.empty()) first.asks.emplace_back(PreviewImport{{options.import, {}, {}, {}, {}}});
  session.handle(first, view);
  session.wait_ready();
  const Frame frame = session.frame();
  if (Status shown = check_replay(frame, options); !shown) return std::unexpected(shown.error());
  auto screen = DeskScreen::create(*fonts, view);
  if (!screen) return std::unexpected(screen.error());
  std::string words = words_of(frame);
  if (frame.import)
    for (const std::string& text : words_of(*frame.import)) words += text;
  const auto atlas =
      load_atlas({*fonts, view.ui_scale,
                  view.wall ? wall_characters_of(frame.world, frame.pack.get(), words)
                            : characters_of(frame.world.registry.get(), frame.pack.get(), words),
                  view.wall},
                 cache_folder());
  if (!atlas) return std::unexpected(atlas.error());
  (*screen)->use_atlas(*atlas);
  return Staged{frame, std::move(*screen)};
}

}  // namespace

Result<Picture> draw_snapshot(DeskSession& session, const SnapshotOptions& options) {
  if (Status fits = check_size(options); !fits) return std::unexpected(fits.error());
  const auto context = OffscreenContext::create();
  if (!context) return std::unexpected(context.error());
  SnapshotOptions fitting = options;
  fitting.ui_scale =
      fitting_scale(options.ui_scale, static_cast<float>(options.width), static_cast<float>(options.height));
  auto staged = stage(session, fitting);
  if (!staged) return std::unexpected(staged.error());
  DeskScreen& screen = *staged->screen;
  for (int i = 0; i < kMostFrames; ++i) {
    screen.begin_off_screen(options.width, options.height, 1.0f / 60);
    Outbox outbox;
    const auto drawn = screen.draw(staged->frame, 0, MapRenderer::kNoLimit, outbox);
    if (!drawn) return std::unexpected(drawn.error());
    if (i > 2 && drawn->exact && !drawn->drew) break;
  }
  return screen.canvas().read();
}

Status snapshot(DeskSession::Options session, const SnapshotOptions& options,
                const std::filesystem::path& out) {
  DeskSession desk(std::move(session));
  const auto picture = draw_snapshot(desk, options);
  if (!picture) return std::unexpected(picture.error());
  return write_png(out, *picture);
}

// The whole city, or what the options centre on, on the paper's room for the map.
Status page(DeskSession::Options session, SnapshotOptions options, Paper paper,
            const std::filesystem::path& out) {
  if (options.tab == ViewTab::Clauses)
    return fail(ErrorCode::Usage, "页面可选 risk 或 coverage；条款请用 anxin export clauses。",
                "A page is of risk or coverage; for the clauses use anxin export clauses.");
  constexpr double kPixelsPerMm = 2 * 96 / 25.4;  // UI scale 2 at the pixels that UX counts in
  const PaperSize room = map_room(paper);
  options.ui_scale = 2;
  options.theme = Theme::Light;
  options.width = static_cast<int>(room.w * kPixelsPerMm);
  options.height = static_cast<int>(room.h * kPixelsPerMm);
  DeskSession desk(std::move(session));
  const auto context = OffscreenContext::create();
  if (!context) return std::unexpected(context.error());
  auto staged = stage(desk, options);
  if (!staged) return std::unexpected(staged.error());
  ViewState& view = staged->screen->view();
  if (const BaseMap* base = staged->frame.base.get(); base != nullptr && options.scale <= 0) {
    constexpr double kEdge = 24 * 2;
    view.camera_x = (base->lower.x() + base->upper.x()) / 2;
    view.camera_y = (base->lower.y() + base->upper.y()) / 2;
    view.metres_per_px =
        options.ui_scale * std::max((base->upper.x() - base->lower.x()) / (options.width - 2 * kEdge),
                                    (base->upper.y() - base->lower.y()) / (options.height - 2 * kEdge));
  }
  const auto map = map_alone(*staged->screen, staged->frame, options.width, options.height);
  if (!map) return std::unexpected(map.error());
  return write_page(staged->frame, view, *map, paper, out);
}

}  // namespace anxin
