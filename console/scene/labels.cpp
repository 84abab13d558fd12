// Where names go on the map so that none covers another: greedy, most important first, against a hash grid of
// taken boxes.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <unordered_map>

#include "console/scene/dispatch.hpp"
#include "console/scene/scene.hpp"
#include "console/scene/taken.hpp"

namespace anxin {
namespace {

constexpr float kNameEm = 16, kNoteEm = 12, kRoadEm = 12, kHalo = 4;
constexpr double kRoadNamesFrom = 60'000;  // scale denominator
constexpr float kRoadStepPx = 320, kSameNamePx = 120;
constexpr float kSteepest = 55;

// From the anchor, px at 1x.
constexpr std::array<Pixel, 7> kShifts{{{0, 0}, {0, -16}, {0, 16}, {-24, 0}, {24, 0}, {0, -30}, {0, 30}}};
constexpr std::array<Pixel, 12> kFarShifts{{{0, -44},
                                            {0, 44},
                                            {-48, 0},
                                            {48, 0},
                                            {-44, -30},
                                            {44, -30},
                                            {-44, 30},
                                            {44, 30},
                                            {0, -kNameMoves},
                                            {0, kNameMoves},
                                            {-kNameMoves, 0},
                                            {kNameMoves, 0}}};

int count_characters(const std::string& text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// All names first, then the facts that still find room: a fact never costs another district its name.
// Clear of marks where a shift, near or farther off, finds such a place.
void place_districts(const BaseMap& base, const Camera& camera, const std::vector<AnchorText>& texts,
                     const Taken& marks, Taken& taken, std::vector<Label>& out) {
  // Over the whole city a few pixels are kilometres: there a name that gave way would stand in another
  // district.
  const bool gives_way =
      !marks.empty() && kNameMoves * camera.ui_scale * camera.metres_per_px <= kNameStaysWithinM;
  std::vector<std::size_t> anchor_of;  // parallel to out
  for (std::size_t i = 0; i < base.anchors.size(); ++i) {
    Label label;
    const bool named = i < texts.size() && !texts[i].name.empty();
    label.text = named ? texts[i].name : base.anchors[i].name;
    label.em_px = kNameEm * camera.ui_scale;
    const Pixel at = camera.to_screen(base.anchors[i].at);
    const auto free_at = [&](std::span<const Pixel> shifts, bool beside_marks) {
      for (const Pixel shift : shifts) {
        label.at = {at.x + shift.x * camera.ui_scale, at.y + shift.y * camera.ui_scale};
        const PixelRect box = box_of(label);
        if (!taken.meets(box) && !(beside_marks && marks.meets(box))) return true;
      }
      return false;
    };
    const bool clear = gives_way && (free_at(kShifts, true) || free_at(kFarShifts, true));
    if (!clear && !free_at(kShifts, false)) continue;
    taken.add(box_of(label), static_cast<int>(out.size()));
    out.push_back(label);
    anchor_of.push_back(i);
  }
  for (std::size_t n = 0; n < anchor_of.size(); ++n) {
    if (anchor_of[n] >= texts.size()) continue;
    Label whole = out[n];
    whole.note = texts[anchor_of[n]].fact;
    const PixelRect box = box_of(whole);
    if (whole.note.empty() || taken.meets(box, static_cast<int>(n)) || marks.meets(box)) continue;
    taken.add(box, static_cast<int>(n));
    out[n] = std::move(whole);
  }
}

// The point `along` px from the start of the polyline.
struct OnLine {
  std::vector<Pixel> at;
  std::vector<float> along;
  [[nodiscard]] Pixel point(float s) const {
    const auto after = std::upper_bound(along.begin(), along.end(), s);
    if (after == along.end()) return at.back();
    if (after == along.begin()) return at.front();
    const auto i = static_cast<std::size_t>(after - along.begin());
    const float t = (s - along[i - 1]) / std::max(1e-6f, along[i] - along[i - 1]);
    return {at[i - 1].x + (at[i].x - at[i - 1].x) * t, at[i - 1].y + (at[i].y - at[i - 1].y) * t};
  }
};

void place_roads(const BaseMap& base, const Camera& camera, Taken& taken, std::vector<Label>& out) {
  std::unordered_map<std::string, std::vector<Pixel>> placed;
  const float ui = camera.ui_scale;
  for (const BaseMap::Road& road : base.roads) {
    if (road.name.empty() || road.line.size() < 2) continue;
    OnLine line;
    for (const MapXY p : road.line) {
      const Pixel px = camera.to_screen(p);
      line.along.push_back(
          line.at.empty() ? 0.0f
                          : line.along.back() + std::hypot(px.x - line.at.back().x, px.y - line.at.back().y));
      line.at.push_back(px);
    }
    const float em = kRoadEm * ui, width = text_width(road.name, em), whole = line.along.back();
    if (whole < width) continue;
    const float step = kRoadStepPx * ui;
    for (float s = std::min(whole / 2, step / 2); s <= whole - width / 2; s += step) {
      Label label;
      label.kind = LabelKind::Road;
      label.text = road.name;
      label.em_px = em;
      label.bold = false;
      label.at = line.point(s);
      const Pixel a = line.point(s - width / 2), b = line.point(s + width / 2);
      float angle = std::atan2(b.y - a.y, b.x - a.x) * 180.0f / std::numbers::pi_v<float>;
      if (angle > 90) angle -= 180;
      if (angle < -90) angle += 180;
      label.stacked = std::abs(angle) > kSteepest;
      label.angle_deg = label.stacked ? 0 : angle;
      const PixelRect box = box_of(label);
      if (box.x > camera.view.x + camera.view.w || box.x + box.w < camera.view.x ||
          box.y > camera.view.y + camera.view.h || box.y + box.h < camera.view.y) {
        continue;
      }
      auto& others = placed[road.name];
      const bool too_near = std::any_of(others.begin(), others.end(), [&](Pixel p) {
        return std::hypot(p.x - label.at.x, p.y - label.at.y) < kSameNamePx * ui;
      });
      if (too_near || taken.meets(box)) continue;
      taken.add(box);
      others.push_back(label.at);
      out.push_back(std::move(label));
    }
  }
}

}  // namespace

PixelRect box_of(const Label& label) {
  const float em = label.em_px, halo = kHalo * em / (label.kind == LabelKind::Road ? kRoadEm : kNameEm);
  float w = text_width(label.text, em), h = em * 1.25f, below = 0;
  if (label.stacked) {
    h = static_cast<float>(count_characters(label.text)) * em * 1.1f;
    w = em;
  } else if (label.angle_deg != 0) {
    const float a = label.angle_deg * std::numbers::pi_v<float> / 180;
    const float turned_w = std::abs(w * std::cos(a)) + std::abs(h * std::sin(a));
    h = std::abs(w * std::sin(a)) + std::abs(h * std::cos(a));
    w = turned_w;
  }
  if (!label.note.empty()) {
    w = std::max(w, text_width(label.note, em * kNoteEm / kNameEm));
    below = em * 1.2f;
  }
  return {label.at.x - w / 2 - halo, label.at.y - h / 2 - halo, w + 2 * halo, h + below + 2 * halo};
}

std::vector<Label> place_labels(const BaseMap& base, const Camera& camera,
                                const std::vector<AnchorText>& texts) {
  return place_labels_beside(base, camera, texts, {});
}

std::vector<Label> place_labels_beside(const BaseMap& base, const Camera& camera,
                                       const std::vector<AnchorText>& texts,
                                       std::span<const PixelRect> marks) {
  std::vector<Label> out;
  Taken taken, marked;
  for (const PixelRect& box : marks) marked.add(box);
  place_districts(base, camera, texts, marked, taken, out);
  if (camera.scale_denominator() < kRoadNamesFrom) place_roads(base, camera, taken, out);
  return out;
}

}  // namespace anxin
