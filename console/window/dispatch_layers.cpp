#include "console/window/dispatch_layers.hpp"

#include <algorithm>
#include <chrono>

#include "console/panels/lang.hpp"
#include "console/scene/closed_roads.hpp"

namespace anxin {
namespace {

std::int64_t minute_of(Instant now) {
  return std::chrono::duration_cast<std::chrono::minutes>(now.time_since_epoch()).count();
}

// The advice that is about the incident selected; null otherwise.
const Advice* advice_for(const Frame& frame, const ViewState& view) {
  const Advice* advice = frame.advice.get();
  return advice != nullptr && !view.selected_incident.empty() && advice->incident == view.selected_incident
             ? advice
             : nullptr;
}

}  // namespace

void DispatchLayers::refresh(const Frame& frame, const ViewState& view, const BaseMap& base, MapXY origin) {
  if (!(origin == origin_)) made_ = false, lines_ = nullptr, net_ = nullptr;
  origin_ = origin;
  refresh_ground(frame, view, base, origin);
  refresh_marks(frame, view, origin);
  made_ = true;
}

void DispatchLayers::refresh_ground(const Frame& frame, const ViewState& view, const BaseMap& base,
                                    MapXY origin) {
  const std::int64_t minute = minute_of(frame.now);
  if (made_ && frame.roads == net_ && frame.reach == reach_ && frame.advice == uncovered_from_ &&
      frame.world.operations == closures_from_ && view.bands_shown == bands_shown_ &&
      view.uncovered_shown == uncovered_shown_ && view.selected_incident == selected_for_ground_ &&
      minute == closure_minute_)
    return;
  if (frame.roads != net_) {
    net_ = frame.roads;
    lines_ = net_ ? std::make_shared<const RoadLines>(build_roads(*net_, origin)) : nullptr;
    named_ = {};
    if (net_) named_.anchors = base.anchors, named_.roads = named_roads(*net_);
  }
  reach_ = frame.reach, uncovered_from_ = frame.advice, closures_from_ = frame.world.operations;
  bands_shown_ = view.bands_shown, uncovered_shown_ = view.uncovered_shown;
  selected_for_ground_ = view.selected_incident, closure_minute_ = minute;
  std::vector<std::uint8_t> bands;
  if (bands_shown_ && reach_ && net_ && !view.selected_incident.empty() &&
      reach_->incident == view.selected_incident)
    bands = bands_of(*reach_, net_->stretches.size());
  std::vector<std::string> codes;
  if (const Advice* advice = advice_for(frame, view); uncovered_shown_ && advice != nullptr) {
    for (const UncoveredUnit& unit : advice->uncovered) codes.push_back(unit.supervising_unit);
  }
  std::vector<ClosureMark> closures;
  if (closures_from_) closures = closures_of(*closures_from_, frame.now, net_.get(), origin);
  set_ground(scene_, lines_, std::move(bands), hatched(base, codes, origin), std::move(closures));
}

void DispatchLayers::refresh_marks(const Frame& frame, const ViewState& view, MapXY origin) {
  const std::int64_t minute = minute_of(frame.now);
  if (made_ && frame.world.operations == operations_ && frame.advice == advice_ &&
      frame.under_way == under_way_ && view.selected_incident == selected_ && view.language == language_ &&
      minute == minute_)
    return;
  operations_ = frame.world.operations, advice_ = frame.advice, under_way_ = frame.under_way;
  selected_ = view.selected_incident, language_ = view.language, minute_ = minute;
  DispatchSource source;
  source.operations = operations_.get();
  source.now = frame.now;
  source.position_stale_s = frame.pack ? frame.pack->dispatch.clocks.position_stale_s : 0;
  source.selected = selected_;
  source.origin = origin;
  source.english = lang_of(view.language) == Lang::En;
  if (const Advice* advice = advice_for(frame, view)) {
    for (const AdvisedUnit& unit : advice->set)
      source.advised.push_back({unit.unit, unit.function, &unit.route, unit.duration_s});
  }
  if (under_way_) {
    for (const UnderWay& way : *under_way_)
      source.under_way.push_back({way.assignment, {}, &way.route, way.duration_s});
  }
  set_marks(scene_, marks_of(source));
}

void DispatchLayers::place(const Camera& camera, const PlacedLabels& names) {
  const std::uint64_t made_from = scene_.marks_revision + scene_.ground_revision;
  if (made_from == placed_marks_ && names.revision == placed_names_ &&
      camera.metres_per_px == placed_scale_ && camera.ui_scale == placed_ui_)
    return;
  placed_marks_ = made_from, placed_names_ = names.revision;
  placed_scale_ = camera.metres_per_px, placed_ui_ = camera.ui_scale;
  place_marks(scene_, camera, names.labels, names.camera);
}

std::vector<PixelRect> DispatchLayers::boxes_near(const DispatchScene& scene, const BaseMap& base,
                                                  const Camera& names_camera) {
  if (scene.placed.metres_per_px != names_camera.metres_per_px) return {};
  // As far as the longest name (经济技术开发区, 7 em of 16 px) moved to either side.
  const float reach_x = (kNameMoves + 60) * names_camera.ui_scale,
              reach_y = (kNameMoves + 30) * names_camera.ui_scale;
  std::vector<Pixel> anchors;
  anchors.reserve(base.anchors.size());
  for (const auto& anchor : base.anchors) anchors.push_back(names_camera.to_screen(anchor.at));
  std::vector<PixelRect> boxes = mark_boxes(scene, names_camera);
  std::erase_if(boxes, [&](const PixelRect& box) {
    const float x = box.x + box.w / 2, y = box.y + box.h / 2;
    return std::ranges::none_of(anchors, [&](Pixel at) {
      return std::abs(at.x - x) <= reach_x + box.w / 2 && std::abs(at.y - y) <= reach_y + box.h / 2;
    });
  });
  return boxes;
}

std::string DispatchLayers::lost_functions(const Frame& frame, const ViewState& view,
                                           const std::string& unit_code) {
  const Advice* advice = advice_for(frame, view);
  if (!view.uncovered_shown || advice == nullptr) return {};
  const bool english = lang_of(view.language) == Lang::En;
  std::string out;
  for (const UncoveredUnit& unit : advice->uncovered) {
    if (unit.supervising_unit != unit_code) continue;
    out += out.empty() ? (english ? "loses " : "缺 ") : (english ? ", " : " ");
    out += english ? name_en(unit.function) : name_zh(unit.function);
  }
  return out;
}

}  // namespace anxin
