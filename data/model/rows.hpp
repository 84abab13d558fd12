// One row of each kind as it enters from outside (an import, the simulated city, a test): plain values, no
// identity in memory. What the program keeps in memory is columnar: data/model/registry.hpp. Money in fen
// (1/100 yuan), heads are persons, an absent optional means "not known", never zero.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/model/time.hpp"
#include "data/model/words.hpp"
#include "geo/position.hpp"

namespace anxin {

using Fen = std::int64_t;

struct EnterpriseRow {
  std::string uscc;  // 统一社会信用代码, 18 characters, check digit per GB 32100-2015
  std::string name;
  Credit credit = Credit::Unknown;
};

struct ProjectRow {
  std::string id;  // P-110105-0417
  std::string name;
  std::string supervising_unit;  // code: 110105 or BDA
  std::string district;          // code of the polygon that holds `at`; empty outside every polygon
  std::string township;          // name or empty
  Sector sector = Sector::Other;
  Funding funding = Funding::Unknown;
  ProjectStatus status = ProjectStatus::Active;
  bool unlicensed = false;  // 三无工程
  LonLat at;
  std::optional<Day> start, finish;  // finish: agreed completion
  std::optional<int> pay_day;        // agreed day of the month after (1-31)
  std::optional<Fen> contract_fen;
  std::string owner, general_contractor, subcontractor;  // uscc or empty
};

// The payroll of one project and month as it stood from `valid_from` on, until a later row of the same month
// replaces it.
struct ProjectMonthRow {
  std::string project;
  Month month{};
  Day valid_from{};
  std::optional<std::int32_t> attended, paid_heads;
  std::optional<Fen> due_fen, paid_fen, inflow_fen, balance_fen;
  std::optional<Day>
      last_payroll;  // day of the latest payroll run through the account for this month's wages
};

// A safeguard's state for a project (real_name, dedicated_account, bank_payroll, notice_board,
// payment_guarantee, process_settlement) or an enterprise (wage_deposit, labour_officer, officer_assessed)
// from valid_from on.
struct SafeguardRow {
  std::string subject;  // project id or uscc
  bool of_enterprise = false;
  Safeguard safeguard = Safeguard::RealName;
  SafeguardState state = SafeguardState::Unknown;
  Day valid_from{};
  std::optional<Fen> amount_fen;  // deposit: cash or guarantee
};

// One complaint over unpaid wages from one channel: how many persons it speaks for, never who. `id` is the
// source's case number.
struct ComplaintRow {
  std::string id;
  std::string project;
  Day received{};
  std::int32_t persons = 0;
  std::optional<Fen> claimed_fen;
  Channel channel = Channel::Other;
  std::optional<Day> closed;  // not before received
  friend bool operator==(const ComplaintRow&, const ComplaintRow&) = default;
};

// A rectification order to a project: open from `issued` until the day `closed`, overdue after `due`.
struct OrderRow {
  std::string id;
  std::string project;
  Day issued{}, due{};  // due not before issued
  std::optional<Day> closed;
  std::string subject;  // what is to be put right; no persons
  friend bool operator==(const OrderRow&, const OrderRow&) = default;
};

// An enterprise on the blacklist from `listed` until the day `removed`. The enterprise need not be known.
struct BlacklistRow {
  std::string uscc;
  Day listed{};
  std::optional<Day> removed, published;
  friend bool operator==(const BlacklistRow&, const BlacklistRow&) = default;
};

// A gathering or extreme act over unpaid wages that was reported at a project.
struct IncidentRow {
  std::string id;
  std::string project;
  Day reported{};
  std::int32_t persons = 0;
  std::optional<Day> closed;
  friend bool operator==(const IncidentRow&, const IncidentRow&) = default;
};

// A source that delivers data for many projects: a bank, a real-name platform.
struct FeedRow {
  std::string id;  // bank-07
  std::string name;
  std::string owner;  // who runs it, an organisation
  FeedKind kind = FeedKind::Bank;
  std::int64_t stale_after_s = 0;  // stale when its latest arrival is older; > 0
  friend bool operator==(const FeedRow&, const FeedRow&) = default;
};

// A delivery of a feed that arrived.
struct FeedArrivalRow {
  std::string feed;
  Instant arrived_at{};
  friend bool operator==(const FeedArrivalRow&, const FeedArrivalRow&) = default;
};

// Which feed delivers for a project from `valid_from` on; of two feeds of one kind the later row holds.
struct ProjectFeedRow {
  std::string project;
  std::string feed;
  Day valid_from{};
  friend bool operator==(const ProjectFeedRow&, const ProjectFeedRow&) = default;
};

// What one import or one generated city brings, whole: one Command, one Change, one transaction.
struct Batch {
  std::vector<EnterpriseRow> enterprises;
  std::vector<ProjectRow> projects;
  std::vector<ProjectMonthRow> months;
  std::vector<SafeguardRow> safeguards;
  std::vector<ComplaintRow> complaints;
  std::vector<OrderRow> orders;
  std::vector<BlacklistRow> blacklist;
  std::vector<IncidentRow> incidents;
  std::vector<FeedRow> feeds;
  std::vector<FeedArrivalRow> arrivals;
  std::vector<ProjectFeedRow> project_feeds;
};

}  // namespace anxin
