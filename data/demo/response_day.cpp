#include "data/demo/response_day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "data/demo/random.hpp"
#include "data/model/clocks.hpp"
#include "data/model/recommend.hpp"
#include "data/model/unit_functions.hpp"
#include "geo/geodesy.hpp"

namespace anxin {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kDetour = 4.0 / 3, kSpeedMps = 28 / 3.6;
constexpr double kFarthestM = 40'000;  // of units that are asked for
constexpr const char* kSeat = "市指挥中心 01 席";
constexpr const char* kClock = "时钟";

// How far an incident has come by the anchor.
enum class Reach : std::uint8_t { Reported, Claimed, Confirmed, Dispatched, OnScene, Resolved, Closed };

struct Story {
  int minutes_before = 0;  // the anchor
  IncidentSource source{};
  std::int32_t persons = 0;  // wished for; never more than are unpaid at the site
  ExtremeAct extreme = ExtremeAct::None;
  Reach reach{};
  int silent = 0;        // so many of the units sent do not answer
  bool at_last = false;  // at the site of the story before: the same gathering, reported twice
};

constexpr std::array<Story, 9> kStories{{
    {150, IncidentSource::Platform, 12, ExtremeAct::None, Reach::Closed, 0, false},
    {118, IncidentSource::Hotline12345, 34, ExtremeAct::None, Reach::Resolved, 0, false},
    {84, IncidentSource::Police110, 58, ExtremeAct::None, Reach::OnScene, 0, false},
    {47, IncidentSource::StreetOffice, 9, ExtremeAct::TowerCrane, Reach::OnScene, 0, false},
    {21, IncidentSource::Hotline12345, 26, ExtremeAct::None, Reach::Dispatched, 1, false},
    {9, IncidentSource::Platform, 16, ExtremeAct::None, Reach::Confirmed, 0, false},
    {4, IncidentSource::Police110, 41, ExtremeAct::None, Reach::Claimed, 0, false},
    {2, IncidentSource::Hotline12345, 40, ExtremeAct::None, Reach::Reported, 0, true},
    {1, IncidentSource::StreetOffice, 7, ExtremeAct::None, Reach::Reported, 0, false},
}};

class DemoDay {
 public:
  DemoDay(const Pack& pack, std::uint64_t seed, Instant anchor, std::vector<DemoSite> sites,
          const DemoRoads& roads)
      : pack_(pack), anchor_(anchor), roads_(roads), dice_(demo::stream(seed, demo::Stream::ResponseDay)) {
    std::ranges::sort(sites, {}, &DemoSite::project);
    for (DemoSite& site : sites)
      if (site.unpaid_heads > 0 && site.arrears_fen > 0) sites_.emplace(site.project, std::move(site));
  }

  Result<std::vector<DemoMoment>> run(const std::vector<OperationChange>& enrolled) {
    if (sites_.empty()) return std::vector<DemoMoment>{};
    operations_ = evolve(operations_, {1, anchor_ - std::chrono::hours{24}, kSeat, "", enrolled});
    std::string site;
    for (const Story& story : kStories) {
      site = story.at_last ? site : choose_site(story);
      if (!site.empty())
        plan(anchor_ - minutes{story.minutes_before}, [this, &story, site] { report(story, site); });
    }
    while (!agenda_.empty() && !fault_) {
      const auto next = agenda_.begin();
      if (!advance_clocks(next->first)) continue;  // what is due earlier may put more on the agenda
      const auto action = std::move(next->second);
      now_ = next->first;
      agenda_.erase(next);
      action();
    }
    if (!fault_) advance_clocks(anchor_);
    if (fault_) return std::unexpected(*fault_);
    return std::move(moments_);
  }

 private:
  void plan(Instant at, std::function<void()> action) {
    if (at <= anchor_) agenda_.emplace(at, std::move(action));
  }
  [[nodiscard]] seconds between(int low, int high) { return seconds{dice_.between(low, high)}; }

  // Facts of the command; empty after a refusal, which ends the run.
  std::vector<OperationChange> carry_out(Instant at, const char* seat, OperationCommand command) {
    DecideContext context;
    context.policy = &pack_.dispatch;
    context.now = at;
    context.seat = seat;
    context.project = [this](const std::string& id) -> std::optional<ProjectPlace> {
      const auto site = sites_.find(id);
      if (site == sites_.end()) return std::nullopt;
      return site->second.place;
    };
    context.responsible = [this](LonLat point) {
      Jurisdiction found = locate(pack_, point);
      return Responsible{found.supervising_unit, found.rule, found.candidates};
    };
    auto facts = decide(operations_, context, command);
    if (!facts) {
      fault_ = facts.error();
      return {};
    }
    operations_ = evolve(operations_, {operations_.revision + 1, at, seat, "", *facts});
    moments_.push_back({at, seat, std::move(command)});
    return std::move(*facts);
  }

  // Carries out what is due before `until`; true when nothing (more) was.
  bool advance_clocks(Instant until) {
    const auto due = next_due(operations_, pack_.dispatch, std::max(now_, Instant{}));
    if (!due || *due > until) return true;
    now_ = *due;
    carry_out(*due, kClock, AdvanceClocks{});
    for (const auto& [id, incident] : *operations_.incidents) {
      if (incident.alarm_open && alarms_.insert(id).second)
        plan(now_ + between(30, 70), [this, id = id] {
          alarms_.erase(id);
          if (operations_.incident(id)->alarm_open) carry_out(now_, kSeat, AcknowledgeAlarm{id});
        });
    }
    return until == anchor_ && !fault_ ? advance_clocks(until) : false;
  }

  // A site with enough unpaid heads, each supervising unit once while there are others.
  std::string choose_site(const Story& story) {
    std::vector<const DemoSite*> fit;
    for (const bool fresh_unit : {true, false}) {
      for (const auto& [id, site] : sites_) {
        if (used_.contains(id) || (fresh_unit && used_.contains(site.place.supervising_unit))) continue;
        if (site.unpaid_heads >= story.persons) fit.push_back(&site);
      }
      if (!fit.empty()) break;
    }
    if (fit.empty()) {  // a small city: whoever has most
      for (const auto& [id, site] : sites_)
        if (!used_.contains(id) && (fit.empty() || site.unpaid_heads > fit[0]->unpaid_heads))
          fit.assign(1, &site);
    }
    if (fit.empty()) return "";
    const DemoSite& site = *fit[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(fit.size())))];
    used_.insert(site.project);
    used_.insert(site.place.supervising_unit);
    return site.project;
  }

  void report(const Story& story, const std::string& project) {
    const DemoSite& site = sites_.at(project);
    ReportIncident c;
    c.project = project;
    c.began = now_ - between(300, 900);
    c.source = {story.source, fmt::format("模拟-{:03}", ++cases_), now_};
    c.persons = std::min(story.persons, site.unpaid_heads);
    constexpr Fen kYuan = 100;
    const Fen share = site.arrears_fen / site.unpaid_heads * c.persons / kYuan * kYuan;
    c.claimed_fen = std::max<Fen>(share, 1);
    c.extreme = story.extreme;
    const auto facts = carry_out(now_, kSeat, c);
    if (facts.empty()) return;
    const std::string id = std::get<IncidentReported>(facts.front()).incident.id;
    if (story.reach < Reach::Claimed) return;
    plan(now_ + between(20, 45), [this, &story, id] {
      carry_out(now_, kSeat, ClaimIncident{id, ""});
      if (story.reach >= Reach::Confirmed)
        plan(now_ + between(30, 70), [this, &story, id] { confirm(story, id); });
    });
  }

  void confirm(const Story& story, const std::string& id) {
    carry_out(now_, kSeat, ConfirmIncident{id});
    if (story.reach >= Reach::Dispatched)
      plan(now_ + between(15, 50), [this, &story, id] { dispatch(story, id); });
  }

  void dispatch(const Story& story, const std::string& id) {
    const Incident& incident = *operations_.incident(id);
    std::vector<UnitCandidate> candidates;
    std::vector<const ResponseUnit*> units;
    std::vector<DemoTravel> travels;
    for (const auto& [unit_id, unit] : *operations_.units) {
      if (!operations_.available(unit, now_) || distance(unit.base, incident.at).value() > kFarthestM)
        continue;
      const auto travel = roads_ ? roads_(unit.base, incident.at) : estimated_travel(unit.base, incident.at);
      if (!travel) continue;
      candidates.push_back({units.size(), functions_at(unit, incident), travel->seconds * 1000});
      units.push_back(&unit);
      travels.push_back(*travel);
    }
    const DispatchSet chosen = recommend(incident.plan, candidates);
    if (chosen.set.empty()) return;
    DispatchUnits order{id, {}};
    for (const UnitChoice& choice : chosen.set)
      order.parts.push_back({units[choice.unit]->id, choice.function, travels[choice.unit].seconds,
                             travels[choice.unit].metres});
    carry_out(now_, kSeat, std::move(order));
    const auto sent = operations_.assignments_of(id);
    for (std::size_t i = 0; i + static_cast<std::size_t>(story.silent) < sent.size(); ++i)
      follow(sent[i]->id);
    if (story.reach >= Reach::Resolved) plan(now_ + minutes{88}, [this, &story, id] { resolve(story, id); });
  }

  // A unit answers on its page, sets out and arrives when the road lets it.
  void follow(const std::string& assignment) {
    const seconds drive{operations_.assignment(assignment)->expected_s};
    const Instant accepted = now_ + between(25, 140), gone = accepted + between(30, 90);
    const Instant there = gone + drive * dice_.between(92, 118) / 100;
    for (const auto& [at, to] :
         {std::pair{accepted, AssignmentState::Accepted}, std::pair{gone, AssignmentState::EnRoute},
          std::pair{there, AssignmentState::OnScene}}) {
      plan(at, [this, assignment, to = to] {
        const Assignment* a = operations_.assignment(assignment);
        if (!a->live()) return;
        const bool leads = a->function == Function::Lead;  // `a` goes with the next step
        carry_out(now_, kSeat, StepAssignment{assignment, to, AckChannel::Page, "", ""});
        if (to == AssignmentState::OnScene && leads)
          plan(now_ + between(500, 900), [this, assignment] { say(assignment); });
      });
    }
  }

  void say(const std::string& assignment) {
    const Assignment& lead = *operations_.assignment(assignment);
    const Incident& incident = *operations_.incident(lead.incident);
    if (!incident.open() || lead.state != AssignmentState::OnScene) return;
    const std::int32_t persons = std::max(1, incident.persons - static_cast<std::int32_t>(dice_.below(4)));
    const bool first = incident.reports.empty();
    carry_out(now_, kSeat,
              ReportSituation{incident.id, lead.unit, persons,
                              first ? "已到场，人员情绪平稳，正在核对考勤和工资台账。"
                                    : "总包单位已到场，正在核算应发和已发金额。"});
    plan(now_ + minutes{24} + between(0, 240), [this, assignment] { say(assignment); });
  }

  void resolve(const Story& story, const std::string& id) {
    const IncidentState state = operations_.incident(id)->state;
    if (state != IncidentState::OnScene && state != IncidentState::Dispatched) return;
    carry_out(now_, kSeat, ResolveIncident{id, "总包单位先行清偿，人员离开现场。"});
    if (story.reach >= Reach::Closed)
      plan(now_ + minutes{18}, [this, id] {
        const Fen claimed = operations_.incident(id)->claimed_fen.value_or(0);
        carry_out(now_, kSeat,
                  CloseIncident{id, Conclusion::PaidInFull, {{MoneySource::GeneralContractor, claimed}}, ""});
      });
  }

  const Pack& pack_;
  const Instant anchor_;
  const DemoRoads& roads_;
  demo::Random dice_;
  std::map<std::string, DemoSite> sites_;
  std::set<std::string> used_, alarms_;
  Operations operations_;
  std::multimap<Instant, std::function<void()>> agenda_;
  Instant now_{};
  int cases_ = 0;
  std::optional<Error> fault_;
  std::vector<DemoMoment> moments_;
};

}  // namespace

std::vector<DemoSite> demo_sites(const Registry& registry, const RiskTable& risk) {
  std::vector<DemoSite> out;
  for (Index p = 0; p < registry.projects() && p < risk.arrears_fen.size(); ++p) {
    if (registry.status[p] != ProjectStatus::Active || risk.arrears_fen[p] <= 0) continue;
    DemoSite site;
    site.project = registry.id[p];
    site.place.name = registry.name[p];
    site.place.township = registry.township[p];
    if (registry.unit[p] < registry.unit_code.size())
      site.place.supervising_unit = registry.unit_code[registry.unit[p]];
    site.place.sector = registry.sector[p];
    site.place.at = registry.at[p];
    site.arrears_fen = risk.arrears_fen[p];
    for (const MonthFacts& month : facts_of(registry, p, risk.as_of).months) {
      if (!month.attended || !month.due_fen || !month.paid_fen || *month.paid_fen >= *month.due_fen) continue;
      // Everybody paid, but not in full: all of them went short.
      const std::int32_t left = *month.attended - month.paid_heads.value_or(0);
      site.unpaid_heads = std::max(site.unpaid_heads, left > 0 ? left : *month.attended);
    }
    if (site.unpaid_heads > 0 && !site.place.supervising_unit.empty()) out.push_back(std::move(site));
  }
  return out;
}

std::optional<DemoTravel> estimated_travel(LonLat from, LonLat to) {
  const double metres = distance(from, to).value() * kDetour;
  return DemoTravel{static_cast<std::int64_t>(metres / kSpeedMps), metres};
}

Result<std::vector<DemoMoment>> demo_day(const Pack& pack, std::uint64_t seed, Instant anchor,
                                         const std::vector<OperationChange>& enrolled, const DemoSites& sites,
                                         const DemoRoads& roads) {
  return DemoDay(pack, seed, anchor, sites ? sites() : std::vector<DemoSite>{}, roads).run(enrolled);
}

}  // namespace anxin
