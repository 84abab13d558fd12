// What the words on a road mean for a car.
#include <algorithm>
#include <array>

#include "geo/io/roads_in.hpp"

namespace anxin {
namespace {

struct Class {
  std::string_view highway;
  RoadKind kind;
};
constexpr std::array kClasses{
    Class{"motorway", RoadKind::Motorway},   Class{"trunk", RoadKind::Trunk},
    Class{"primary", RoadKind::Primary},     Class{"secondary", RoadKind::Secondary},
    Class{"tertiary", RoadKind::Tertiary},   Class{"motorway_link", RoadKind::Ramp},
    Class{"trunk_link", RoadKind::Ramp},     Class{"primary_link", RoadKind::Ramp},
    Class{"secondary_link", RoadKind::Ramp}, Class{"tertiary_link", RoadKind::Ramp},
    Class{"ramp", RoadKind::Ramp},           Class{"unclassified", RoadKind::Other},
    Class{"residential", RoadKind::Other},   Class{"living_street", RoadKind::Other},
    Class{"service", RoadKind::Other},       Class{"road", RoadKind::Other},
    Class{"other", RoadKind::Other},         Class{"高速公路", RoadKind::Motorway},
    Class{"快速路", RoadKind::Trunk},        Class{"主干路", RoadKind::Primary},
    Class{"次干路", RoadKind::Secondary},    Class{"支路", RoadKind::Tertiary},
    Class{"匝道", RoadKind::Ramp},           Class{"其他", RoadKind::Other}};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// The most particular word decides: a road closed to vehicles and open to cars is open.
bool is_closed(const RoadTags& tags) {
  for (const std::string_view word : {tags.motorcar, tags.motor_vehicle, tags.vehicle, tags.access})
    if (!word.empty())
      return is_one_of(word, {"no", "private", "agricultural", "forestry", "emergency", "psv"});
  return false;
}

}  // namespace

RoadVerdict judge_road(const RoadTags& tags, RoadUse& use) {
  const auto found = std::ranges::find(kClasses, tags.highway, &Class::highway);
  if (found == kClasses.end() || tags.area == "yes") return RoadVerdict::NoRoad;
  use = {found->kind, true, true};
  if (is_closed(tags)) return RoadVerdict::Closed;
  if (is_one_of(tags.oneway, {"-1", "reverse", "T"})) {
    use.forward = false;
  } else if (is_one_of(tags.oneway, {"yes", "true", "1", "F", "是", "单行"})) {
    use.backward = false;
  } else if (is_one_of(tags.oneway, {"reversible", "alternating"})) {
    return RoadVerdict::Closed;  // now this way, now that: nobody can count on it
  } else if (tags.oneway.empty() &&
             (is_one_of(tags.junction, {"roundabout", "circular"}) || tags.highway == "motorway")) {
    use.backward = false;
  }
  return RoadVerdict::Open;
}

}  // namespace anxin
