#include "console/scene/style.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

#include "embedded/scene.hpp"

namespace anxin {
namespace {

using Json = nlohmann::json;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Reads tokens by path and remembers the first that cannot be read.
class Tokens {
 public:
  explicit Tokens(const Json& root) : root_(root) {}

  Colour32 colour(const char* group, const char* key) { return colour(at(group, key), group, key); }
  template <std::size_t n>
  std::array<Colour32, n> colours(const char* group) {
    std::array<Colour32, n> out{};
    const Json* list = root_.contains(group) ? &root_[group] : nullptr;
    if (list == nullptr || !list->is_array() || list->size() != n) {
      blame(group, fmt::format("{} colours", n));
      return out;
    }
    for (std::size_t i = 0; i < n; ++i) out[i] = colour(&(*list)[i], group, fmt::format("{}", i).c_str());
    return out;
  }
  std::array<float, 4> breaks(const char* group) {
    std::array<float, 4> out{};
    const Json* list = root_.contains(group) ? &root_[group] : nullptr;
    float before = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (list == nullptr || !list->is_array() || list->size() != 4 || !(*list)[i].is_number() ||
          (*list)[i].get<float>() <= before) {
        blame(group, "4 ascending percentages");
        return out;
      }
      before = (*list)[i].get<float>();
      out[i] = before / 100.0f;
    }
    return out;
  }
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  const Json* at(const char* group, const char* key) const {
    if (!root_.contains(group) || !root_[group].is_object() || !root_[group].contains(key)) return nullptr;
    return &root_[group][key];
  }
  Colour32 colour(const Json* value, const char* group, const char* key) {
    const std::string text = value != nullptr && value->is_string() ? value->get<std::string>() : "";
    Colour32 out = 0xFF000000u;
    bool good = text.size() == 7 && text[0] == '#';
    for (std::size_t i = 0; good && i < 6; i += 2) {
      const int high = hex_digit(text[1 + i]), low = hex_digit(text[2 + i]);
      good = high >= 0 && low >= 0;
      if (good) out |= static_cast<Colour32>(high * 16 + low) << (4 * i);
    }
    if (!good) blame(fmt::format("{}.{}", group, key), "#RRGGBB");
    return out;
  }
  void blame(const std::string& where, const std::string& wanted) {
    if (fault_.empty()) fault_ = fmt::format("{} ({})", where, wanted);
  }

  const Json& root_;
  std::string fault_;
};

Style embedded_style(const char* file, Theme theme) {
  Result<Style> style = parse_style(embedded::scene(file), theme);
  assert(style && "the style files in assets/style are part of the program");
  return style ? *style : Style{};
}

double luminance(Colour32 c) {
  const auto channel = [](unsigned byte) {
    const double v = byte / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(c & 0xFF) + 0.7152 * channel((c >> 8) & 0xFF) + 0.0722 * channel((c >> 16) & 0xFF);
}

}  // namespace

Colour32 mix(Colour32 a, Colour32 b, float t) {
  Colour32 out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float from = static_cast<float>((a >> shift) & 0xFF), to = static_cast<float>((b >> shift) & 0xFF);
    out |= static_cast<Colour32>(std::lround(from + (to - from) * t)) << shift;
  }
  return out;
}

Result<Style> parse_style(std::string_view json, Theme theme) {
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object()) {
    return fail(ErrorCode::BadInput, "样式文件不是 JSON 对象。", "The style file is not a JSON object.");
  }
  Tokens t(root);
  Style s;
  s.theme = theme;
  const auto surface = [&](const char* key) { return t.colour("surface", key); };
  s.map = surface("map"), s.land = surface("land"), s.panel = surface("panel"), s.raised = surface("raised");
  s.hover = surface("hover"), s.line = surface("line"), s.line2 = surface("line2"), s.text = surface("text");
  s.text2 = surface("text2"), s.text3 = surface("text3"), s.disabled = surface("disabled");
  s.primary = surface("primary"), s.primary_text = surface("primary_text");
  s.primary_hover = surface("primary_hover"), s.active = surface("active"), s.move = surface("move");
  s.missing_tint = surface("missing_tint");
  const std::array<const char*, 5> grades{"A", "B", "C", "D", "unknown"};
  for (std::size_t i = 0; i < grades.size(); ++i) {
    s.risk[i] = t.colour("risk", grades[i]);
    s.risk_ink[i] = t.colour("risk_ink", grades[i]);
  }
  s.inc_4 = t.colour("incident", "inc_4"), s.inc_4_ink = t.colour("incident", "inc_4_ink");
  const std::array<const char*, 4> states{"no", "yes", "not_applicable", "unknown"};
  for (std::size_t i = 0; i < states.size(); ++i) s.cov[i] = t.colour("coverage", states[i]);
  s.cov_yes_ink = t.colour("coverage", "yes_ink");
  s.risk_ramp = t.colours<5>("risk_ramp"), s.gap_ramp = t.colours<5>("gap_ramp");
  s.risk_breaks = t.breaks("risk_breaks_percent");
  s.gap_breaks = t.breaks("gap_breaks_percent");
  s.city_line = t.colour("line", "city"), s.district_line = t.colour("line", "district");
  s.locked_line = t.colour("line", "locked"), s.locked_land = t.colour("line", "locked_land");
  s.street_line = t.colour("line", "street"), s.keyline = t.colour("line", "keyline");
  const std::array<const char*, 6> roads{"motorway",  "trunk",    "primary",
                                         "secondary", "tertiary", "residential"};
  for (std::size_t i = 0; i < roads.size(); ++i) s.road[i] = t.colour("road", roads[i]);
  s.time_band = t.colours<3>("time_band");
  if (!t.fault().empty()) {
    return fail(ErrorCode::BadInput, fmt::format("样式文件缺少或写错了 {}。", t.fault()),
                fmt::format("The style file lacks or misspells {}.", t.fault()));
  }
  return s;
}

const Style& style_of(Theme theme, bool colour_aid) {
  static const std::array<Style, 4> all = [] {
    std::array<Style, 4> out{embedded_style("night.json", Theme::Dark),
                             embedded_style("day.json", Theme::Light)};
    for (std::size_t i = 0; i < 2; ++i) out[i + 2] = out[i], out[i + 2].colour_aid = true;
    return out;
  }();
  return all[static_cast<std::size_t>(theme) + (colour_aid ? 2 : 0)];
}

double contrast(Colour32 a, Colour32 b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace anxin
