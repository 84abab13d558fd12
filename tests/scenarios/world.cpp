#include "tests/scenarios/world.hpp"

namespace anxin::test {
namespace {

std::int64_t* clock_term(ClockTerms& c, std::string_view name) {
  const std::map<std::string_view, std::int64_t*> terms{
      {"acknowledge", &c.acknowledge_s},
      {"lead-dispatched", &c.lead_dispatched_s},
      {"renotify", &c.renotify_s},
      {"deputy", &c.deputy_s},
      {"next-level", &c.next_level_s},
      {"first-on-scene-urban", &c.first_on_scene_urban_s},
      {"first-on-scene-rural", &c.first_on_scene_rural_s},
      {"all-functions", &c.all_functions_s},
      {"first-report", &c.first_report_s},
      {"report-every", &c.report_every_s},
      {"report-every-grave", &c.report_every_grave_s},
      {"roll-call", &c.roll_call_s},
      {"roll-call-retry", &c.roll_call_retry_s},
      {"position-stale", &c.position_stale_s},
      {"dispute", &c.dispute_s},
  };
  const auto it = terms.find(name);
  return it == terms.end() ? nullptr : it->second;
}

// profile "示例-劳动口径": I 100, II 50, III 30, IV 5 [sensitive I 200, ...] raises blocked_road, ...
void declare_profile(Words& words, LevelProfile& profile) {
  profile.name = words.text();
  words.expect(":");
  const auto thresholds = [&words] {
    std::array<std::int32_t, kIncidentLevels> from{};
    do {
      const auto level = words.value<IncidentLevel>();
      from[static_cast<std::size_t>(level)] = static_cast<std::int32_t>(words.number());
    } while (words.accept(","));
    return from;
  };
  profile.from_persons = thresholds();
  if (words.accept("sensitive")) profile.from_persons_sensitive = thresholds();
  if (!words.accept("raises")) return;
  do {
    profile.raising_modifiers |=
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(words.value<Modifier>()));
  } while (words.accept(","));
}

// plan II-water level II sector water: lead 1, order 2
void declare_plan(Words& words, std::vector<ResponsePlan>& plans) {
  ResponsePlan plan;
  plan.id = words.take();
  words.expect("level");
  plan.level = words.value<IncidentLevel>();
  if (words.accept("sector")) plan.sector = parse_word<Sector>(words.take());
  words.expect(":");
  plan.counts = words.counts();
  plans.push_back(std::move(plan));
}

// project P-110105-0001 "安置房二期" township "十八里店" in 110105 sector housing at 116.48 39.86
void declare_project(Words& words, std::map<std::string, ProjectPlace>& projects) {
  const std::string id = words.take();
  ProjectPlace place;
  place.name = words.text();
  if (words.accept("township")) place.township = words.text();
  words.expect("in");
  place.supervising_unit = words.take();
  words.expect("sector");
  place.sector = parse_word<Sector>(words.take()).value();
  words.expect("at");
  place.at = words.position();
  projects[id] = place;
}

// clock renotify 180 · clock warn 800 · clock chain "市指挥中心值班主任" "010-55550000"
void declare_clock(Words& words, ClockTerms& clocks) {
  const std::string name = words.take();
  if (name == "warn") {
    clocks.warn_permille = static_cast<int>(words.number());
  } else if (name == "chain") {
    clocks.next_level_post = words.text();
    clocks.next_level_phone = words.text();
  } else if (std::int64_t* term = clock_term(clocks, name)) {
    *term = words.number();
  } else {
    throw Misread("no such clock: " + name);
  }
}

void declare_supervising(Words& words, DispatchPolicy& policy) {
  const std::string code = words.take();
  policy.unit_name[code] = words.text();
  policy.urban[code] = words.accept("urban");
  if (!policy.urban[code]) words.expect("rural");
}

// area 110105 from 116.3 39.8 to 116.6 40.1 [rule district_polygon] [or BDA]
ScenarioWorld::Area area_of(Words& words) {
  ScenarioWorld::Area area;
  area.responsible.supervising_unit = words.take();
  area.responsible.candidates.push_back(area.responsible.supervising_unit);
  words.expect("from");
  area.lower = words.position();
  words.expect("to");
  area.upper = words.position();
  if (words.accept("rule")) area.responsible.rule = words.take();
  while (words.accept("or")) area.responsible.candidates.push_back(words.take());
  return area;
}

}  // namespace

bool ScenarioWorld::declare(Words& words) {
  if (words.accept("supervising")) {
    declare_supervising(words, policy);
  } else if (words.accept("area")) {
    areas.push_back(area_of(words));
  } else if (words.accept("project")) {
    declare_project(words, projects);
  } else if (words.accept("profile")) {
    declare_profile(words, policy.profile);
  } else if (words.accept("second-profile")) {
    declare_profile(words, policy.second_profile);
  } else if (words.accept("plan")) {
    declare_plan(words, policy.plans);
  } else if (words.accept("clock")) {
    declare_clock(words, policy.clocks);
  } else if (words.accept("duplicates")) {
    policy.duplicates.radius_m = words.degrees();
    words.expect("m");
    policy.duplicates.within_s = words.number();
    words.expect("s");
  } else if (words.accept("spring-festival")) {
    policy.spring_festivals.push_back(parse_day(words.take()).value());
  } else if (words.accept("festival-days")) {
    policy.spring_festival_days = static_cast<int>(words.number());
  } else if (words.accept("repeat-days")) {
    policy.repeat_days = static_cast<int>(words.number());
  } else if (words.accept("exercise-store")) {
    exercise_store = true;
  } else {
    return false;
  }
  return true;
}

DecideContext ScenarioWorld::context(Instant now, const std::string& seat) const {
  DecideContext context;
  context.policy = &policy;
  context.now = now;
  context.seat = seat;
  context.exercise_store = exercise_store;
  context.project = [this](const std::string& id) -> std::optional<ProjectPlace> {
    const auto it = projects.find(id);
    return it == projects.end() ? std::nullopt : std::optional(it->second);
  };
  context.responsible = [this](LonLat at) {
    for (const Area& area : areas) {
      if (at.lon() >= area.lower.lon() && at.lon() < area.upper.lon() && at.lat() >= area.lower.lat() &&
          at.lat() < area.upper.lat())
        return area.responsible;
    }
    return Responsible{};
  };
  return context;
}

}  // namespace anxin::test
