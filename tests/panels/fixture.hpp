// A small city made by hand for the tests of the panels: 17 supervising units on the real pack's map, some
// 240 projects with every grade, a year of months, and the Frame that a desk would publish of it.
#pragma once
#include "console/desk/frame.hpp"
#include "console/scene/scene.hpp"

namespace anxin::test {

// Projects 0-4 are known: 0 severe (long name, arrears of 138.6 万元), 1 high, 2 medium, 3 low, 4 unknown; 5
// and 6 stand at one place.
struct City {
  std::shared_ptr<const Pack> pack;
  std::shared_ptr<const BaseMap> base;
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const RiskTable> risk;
  std::shared_ptr<const Coverage> coverage;
  std::shared_ptr<const Timeline> timeline;  // 53 weeks, rising
  std::shared_ptr<const SearchIndex> search;
  Scene scene;

  // As the desk would publish it for this view.
  [[nodiscard]] Frame frame(const ViewState& view) const;
};

inline constexpr std::string_view kLongName =
    "北京城市副中心站综合交通枢纽工程土建施工零三标段";  // 24 characters

const City& small_city();
// n projects strewn over the same box, without months: for counting and for speed.
std::shared_ptr<const Registry> strewn_registry(std::size_t n, unsigned seed);

}  // namespace anxin::test
