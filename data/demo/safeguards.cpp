#include "data/demo/safeguards.hpp"

#include <algorithm>

namespace anxin::demo {
namespace {

class History {
 public:
  History(const std::string& subject, bool of_enterprise, std::int32_t last_day,
          std::vector<SafeguardRow>& out)
      : subject_(subject), of_enterprise_(of_enterprise), last_day_(last_day), out_(out) {}

  // A state from a day on; nothing happens after the last day, and a state that does not change is not
  // written again.
  void add(Safeguard safeguard, SafeguardState state, std::int32_t from, std::optional<Fen> amount = {}) {
    if (from > last_day_) return;
    const bool goes_on =
        !out_.empty() && out_.back().subject == subject_ && out_.back().safeguard == safeguard;
    if (goes_on && out_.back().state == state) return;
    if (goes_on && days(out_.back().valid_from) == from) out_.pop_back();
    out_.push_back({subject_, of_enterprise_, safeguard, state, day_at(from), amount});
  }

 private:
  const std::string& subject_;
  bool of_enterprise_;
  std::int32_t last_day_;
  std::vector<SafeguardRow>& out_;
};

// Shares in thousandths: in place from the start, introduced later, never, introduced and no longer reported;
// the rest (adding to 1000) was never reported.
struct Shares {
  Safeguard safeguard;
  int yes, late, no, silent;
};

constexpr Shares kRealName{Safeguard::RealName, 880, 75, 20, 17};
constexpr Shares kBankPayroll{Safeguard::BankPayroll, 830, 95, 45, 20};
constexpr Shares kNoticeBoard{Safeguard::NoticeBoard, 790, 130, 50, 14};
constexpr Shares kPaymentGuarantee{Safeguard::PaymentGuarantee, 690, 40, 190, 0};
constexpr Shares kSettlement{Safeguard::ProcessSettlement, 480, 90, 300, 0};

void add_mix(History& history, const Shares& shares, std::int32_t start, std::int32_t now, Random& dice) {
  const std::int64_t way = dice.below(1000);
  const std::int32_t late = start + static_cast<std::int32_t>(dice.between(25, 150));
  const std::int32_t silent = std::max(start, now - static_cast<std::int32_t>(dice.between(15, 110)));
  if (way < shares.yes) {
    history.add(shares.safeguard, SafeguardState::Yes, start);
  } else if (way < shares.yes + shares.late) {
    history.add(shares.safeguard, SafeguardState::No, start);
    history.add(shares.safeguard, SafeguardState::Yes, late);
  } else if (way < shares.yes + shares.late + shares.no) {
    history.add(shares.safeguard, SafeguardState::No, start);
  } else if (way < shares.yes + shares.late + shares.no + shares.silent) {
    history.add(shares.safeguard, SafeguardState::Yes, start);
    history.add(shares.safeguard, SafeguardState::Unknown, silent);
  } else {
    history.add(shares.safeguard, SafeguardState::Unknown, start);
  }
}

}  // namespace

void add_project_safeguards(const City& city, std::uint32_t index, const std::string& id,
                            std::vector<SafeguardRow>& out) {
  const Site& site = city.sites[index];
  Random dice = stream(city.options.seed, Stream::Safeguards, mix(index, 2));
  History history(id, false, city.anchor_day, out);
  const std::int32_t start = site.start_day, now = city.anchor_day;
  add_mix(history, kRealName, start, now, dice);

  // Every change of account_on, day by day where it can change.
  history.add(Safeguard::DedicatedAccount, account_on(site, start), start);
  if (site.account_from != INT32_MAX) {
    history.add(Safeguard::DedicatedAccount, SafeguardState::Yes, site.account_from);
    if (site.account_until != INT32_MAX)
      history.add(Safeguard::DedicatedAccount, account_on(site, site.account_until), site.account_until);
  }

  if (site.account == SafeguardState::NotApplicable) {
    history.add(Safeguard::BankPayroll, dice.chance(700) ? SafeguardState::Yes : SafeguardState::No, start);
  } else if (site.account == SafeguardState::No) {
    history.add(Safeguard::BankPayroll, dice.chance(250) ? SafeguardState::Yes : SafeguardState::No, start);
  } else {
    add_mix(history, kBankPayroll, start, now, dice);
  }
  add_mix(history, kNoticeBoard, start, now, dice);
  if (site.sector == Sector::Catering) {
    history.add(Safeguard::PaymentGuarantee, SafeguardState::NotApplicable, start);
    history.add(Safeguard::ProcessSettlement, SafeguardState::NotApplicable, start);
    return;
  }
  add_mix(history, kPaymentGuarantee, start, now, dice);
  add_mix(history, kSettlement, start, now, dice);
}

void add_contractor_safeguards(const City& city, std::uint32_t index, const std::string& uscc,
                               std::vector<SafeguardRow>& out) {
  const Contractor& contractor = city.contractors[index];
  Random dice = stream(city.options.seed, Stream::Safeguards, mix(index, 3));
  History history(uscc, true, city.anchor_day, out);
  std::int32_t start = city.anchor_day;
  for (std::uint32_t k = 0; k < contractor.count; ++k)
    start = std::min(start, city.sites[contractor.first + k].start_day);
  const std::int32_t now = city.anchor_day;

  // One deposit a firm: by its size, between 500,000 and 8,000,000 yuan, in steps of 100,000.
  const Fen deposit =
      std::clamp<Fen>(static_cast<Fen>(contractor.count) * dice.between(2, 6), 5, 80) * 100'000'00;
  const std::int64_t way = dice.below(1000) + std::min(0, contractor.strength);  // weak firms let it lapse
  if (way >= 80) {
    history.add(Safeguard::WageDeposit, SafeguardState::Yes, start, deposit);
    const std::int32_t silent = std::max(start, now - static_cast<std::int32_t>(dice.between(10, 90)));
    if (dice.chance(60)) history.add(Safeguard::WageDeposit, SafeguardState::Unknown, silent);
  } else if (way >= 25) {
    const std::int32_t lapse = std::max(start, now - static_cast<std::int32_t>(dice.between(10, 300)));
    const std::int32_t again = lapse + static_cast<std::int32_t>(dice.between(20, 200));
    history.add(Safeguard::WageDeposit, SafeguardState::Yes, start, deposit);
    history.add(Safeguard::WageDeposit, SafeguardState::No, lapse);
    history.add(Safeguard::WageDeposit, SafeguardState::Yes, again, deposit);
  } else {
    history.add(Safeguard::WageDeposit, SafeguardState::No, start);
  }
  add_mix(history, {Safeguard::LabourOfficer, 880, 50, 40, 20}, start, now, dice);
  add_mix(history, {Safeguard::OfficerAssessed, 680, 110, 130, 30}, start, now, dice);
}

}  // namespace anxin::demo
