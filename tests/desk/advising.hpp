// A simulated city for tests of advice, and the plain answers they compare with: who is free and may come,
// and one way by road at a time. Shares no code with Adviser but the graph and its searches.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "console/desk/adviser.hpp"
#include "data/demo/demo.hpp"
#include "data/model/decide.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

constexpr Instant kAdviceNow = DemoOptions{}.anchor + std::chrono::minutes{60};  // a Monday, 10:42

// A city with its roads, units and the incidents of its day.
struct AdviceCity {
  Scratch scratch;
  std::shared_ptr<const Pack> pack;
  std::shared_ptr<const RoadGraph> roads;
  Operations operations;
};

[[nodiscard]] constexpr std::uint8_t bit_of(Function f) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(f));
}
[[nodiscard]] constexpr std::int64_t in_seconds(std::int64_t ms) { return (ms + 500) / 1000; }
// Facts told on top of operations.
[[nodiscard]] Operations told(const Operations& before, std::vector<OperationChange> changes,
                              Instant at = kAdviceNow);
// All units but those named are out of service.
[[nodiscard]] Operations only(const Operations& before, const std::set<std::string>& kept);
[[nodiscard]] bool is_free(const Operations& operations, const ResponseUnit& unit);
// May the unit fill the function there? By the words of the contract.
[[nodiscard]] bool can(const ResponseUnit& unit, Function f, const Incident& incident);
// The three free units nearest as the crow flies for each function.
[[nodiscard]] std::set<std::string> near_ones(const Operations& operations, const Incident& incident);
[[nodiscard]] MultiPolygon square(LonLat at, double half_degrees);
// An area of about a kilometre and a half around a place, in force now for four hours.
[[nodiscard]] Closure closure_around(const std::string& id, LonLat at);

// Tests with one city, made once.
class Advising : public ::testing::Test {
 protected:
  static constexpr double kHalf = 0.007;  // degrees, of closure_around
  static void SetUpTestSuite();
  static void TearDownTestSuite() { city_.reset(); }

  [[nodiscard]] static Adviser adviser() { return {city_->roads, city_->pack}; }
  [[nodiscard]] static const Operations& base() { return city_->operations; }
  [[nodiscard]] static TrafficProfile profile();
  // A wish decided on top of operations; a refusal fails the test.
  [[nodiscard]] static Operations wished(const Operations& before, const OperationCommand& wish);
  struct Reported {
    Operations operations;
    std::string id;
  };
  // A new incident at housing works, confirmed.
  [[nodiscard]] static Reported reported(const Operations& before, LonLat at, int persons,
                                         std::optional<std::string> unit = {});
  // Where the unit stands now.
  [[nodiscard]] static LonLat place(const ResponseUnit& unit);
  // One way alone.
  [[nodiscard]] static std::optional<std::int64_t> way_ms(RouteSearch& search, LonLat from, LonLat to);

  static std::unique_ptr<AdviceCity> city_;
};

}  // namespace anxin::test
