#include "data/demo/cash_flow.hpp"

#include <algorithm>

namespace anxin::demo {
namespace {

constexpr Fen kLabourMargin = 1040;  // what an owner transfers for 1000 of wages
constexpr Fen kPurseCap = 900;       // profit above so much of a month's bill leaves the firm, thousandths
constexpr int kHalting = -150;       // an owner below this liquidity pays nothing, between it and 0 half

Fen credit_line(Credit credit, Fen bill) {
  switch (credit) {
    case Credit::A:
      return bill;
    case Credit::B:
      return bill * 6 / 10;
    case Credit::C:
    case Credit::Unknown:
      return bill * 3 / 10;
    case Credit::D:
      return bill / 10;
  }
  return 0;
}

Fen share(Fen amount, Fen part, Fen whole) {
  return static_cast<Fen>(static_cast<__int128>(amount) * part / whole);
}

class Month {
 public:
  Month(const City& city, const Contractor& contractor, Ledger& ledger, int t)
      : city_(city), contractor_(contractor), ledger_(ledger), t_(t), month_(city.first_month + t) {}

  // The month's wage bill at usual rates.
  Fen put_people_to_work() {
    Fen bill = 0;
    for (std::uint32_t k = 0; k < contractor_.count; ++k) {
      SiteMonth& now = at(k);
      now = SiteMonth{};
      now.heads = heads_of(city_, contractor_.first + k, month_);
      if (now.heads == 0) continue;
      const Fen usual = now.heads * site(k).wage_fen;
      now.due = usual * city_.marks[static_cast<std::size_t>(t_)].due / 1000;
      bill += usual;
    }
    return bill;
  }

  // What owners transfer; returns what reaches the contractor's purse.
  Fen collect_from_owners() {
    Fen to_purse = 0;
    for (std::uint32_t k = 0; k < contractor_.count; ++k) {
      Ledger::Purse& purse = ledger_.purses[k];
      const SiteMonth& known = at(k);
      if (known.heads == 0 && purse.owed == 0 && purse.account == 0) continue;
      purse.owed += known.heads * site(k).wage_fen * kLabourMargin / 1000;
      const int level =
          city_.liquidity[static_cast<std::size_t>(site(k).owner) * static_cast<std::size_t>(city_.steps()) +
                          static_cast<std::size_t>(t_)];
      const Fen pays = level >= 0 ? purse.owed : level >= kHalting ? purse.owed / 2 : 0;
      purse.owed -= pays;
      SiteMonth& now = at(k);
      now.has_account = account_on(site(k), pay_date_of(site(k), month_)) == SafeguardState::Yes;
      if (!now.has_account) {
        to_purse += pays + purse.account;
        purse.account = 0;
        continue;
      }
      now.inflow = pays;
      purse.account += pays;
      if (purse.account > 3 * now.due && purse.arrears.empty()) {
        to_purse += purse.account - 3 * now.due;
        purse.account = 3 * now.due;
      }
    }
    return to_purse;
  }

  // Pays this month's wages; true when everybody was paid in full.
  bool pay_wages(Fen& cash, Fen credit) {
    Fen need = 0;
    for (std::uint32_t k = 0; k < contractor_.count; ++k) {
      SiteMonth& now = at(k);
      Ledger::Purse& purse = ledger_.purses[k];
      purse.rest = 0;
      if (now.heads == 0 || !is_payable(k)) continue;
      now.paid = std::min(purse.account, now.due);
      purse.account -= now.paid;
      purse.rest = now.due - now.paid;
      need += purse.rest;
    }
    const Fen available = std::max<Fen>(0, cash + credit);
    // A gap of a fiftieth is bridged by letting a supplier wait.
    const bool all = need - available <= need / 50;
    for (std::uint32_t k = 0; k < contractor_.count; ++k) {
      SiteMonth& now = at(k);
      Ledger::Purse& purse = ledger_.purses[k];
      if (now.heads == 0 || !is_payable(k)) continue;
      Fen adds = all ? purse.rest : share(purse.rest, available, need);
      if ((now.paid + adds) * 10 < now.due) {  // nobody runs a payroll for less than a tenth of the wages
        purse.account += now.paid;
        now.paid = adds = 0;
      }
      now.paid += adds;
      cash -= adds;
      now.balance = purse.account;
      if (now.paid > 0) now.paid_day = pay_date_of(site(k), month_) - early(k);
      if (now.paid < now.due) purse.arrears.push_back(t_);
    }
    return all;
  }

  // Old wages from the site's own account, then from the purse, oldest month first over all sites; a month
  // whole or not at all.
  void settle_arrears(Fen& cash, Fen credit, bool from_purse) {
    for (std::uint32_t k = 0; k < contractor_.count; ++k) {
      Ledger::Purse& purse = ledger_.purses[k];
      while (!purse.arrears.empty() && purse.arrears.front() < t_ && settle(k, purse.account)) {
      }
    }
    while (from_purse) {
      std::uint32_t oldest = kNobody;
      for (std::uint32_t k = 0; k < contractor_.count; ++k) {
        const auto& arrears = ledger_.purses[k].arrears;
        if (arrears.empty() || arrears.front() >= t_ || !settles_by_anchor(k)) continue;
        if (oldest == kNobody || arrears.front() < ledger_.purses[oldest].arrears.front()) oldest = k;
      }
      Fen available = cash + credit;
      if (oldest == kNobody || !settle(oldest, available)) return;
      cash = available - credit;
    }
  }

 private:
  [[nodiscard]] const Site& site(std::uint32_t k) const { return city_.sites[contractor_.first + k]; }
  [[nodiscard]] SiteMonth& at(std::uint32_t k) { return at(k, t_); }
  [[nodiscard]] SiteMonth& at(std::uint32_t k, int t) {
    return ledger_.months[static_cast<std::size_t>(k) * static_cast<std::size_t>(city_.steps()) +
                          static_cast<std::size_t>(t)];
  }
  [[nodiscard]] bool settles_by_anchor(std::uint32_t k) const {
    return pay_date_of(site(k), month_) <= city_.anchor_day;
  }
  [[nodiscard]] bool is_payable(std::uint32_t k) const { return settles_by_anchor(k); }
  [[nodiscard]] std::int32_t early(std::uint32_t k) const {
    return static_cast<std::int32_t>(scaled(
        mix(city_.options.seed ^ 0x50414944, contractor_.first + k, static_cast<std::uint64_t>(month_)), 4));
  }
  bool settle(std::uint32_t k, Fen& from) {
    std::vector<std::int32_t>& arrears = ledger_.purses[k].arrears;
    SiteMonth& old = at(k, arrears.front());
    if (from < old.due - old.paid || !settles_by_anchor(k)) return false;
    from -= old.due - old.paid;
    old.settled_day = pay_date_of(site(k), month_);
    arrears.erase(arrears.begin());
    at(k).balance = ledger_.purses[k].account;
    return true;
  }

  const City& city_;
  const Contractor& contractor_;
  Ledger& ledger_;
  int t_;
  std::int32_t month_;
};

}  // namespace

void run_cash_flow(const City& city, std::uint32_t index, Ledger& ledger) {
  const Contractor& contractor = city.contractors[index];
  ledger.months.resize(static_cast<std::size_t>(contractor.count) * static_cast<std::size_t>(city.steps()));
  ledger.purses.resize(contractor.count);
  for (Ledger::Purse& purse : ledger.purses) {
    purse.account = purse.owed = purse.rest = 0;
    purse.arrears.clear();
  }
  Random dice = stream(city.options.seed, Stream::Cash, mix(index, 0x434F4E));
  Fen cash = 0, usual = 0;
  std::int64_t shock = dice.bell(70);
  for (int t = 0; t < city.steps(); ++t) {
    Month month(city, contractor, ledger, t);
    const Fen bill = month.put_people_to_work();
    usual = t == 0 ? bill : (usual * 3 + bill) / 4;
    if (t == 0) cash = usual / 2;
    const Fen credit = credit_line(contractor.credit, usual);
    shock += dice.bell(60) - shock / 5;
    cash += usual * (contractor.strength + shock - city.marks[static_cast<std::size_t>(t)].suppliers) / 1000;
    cash = std::clamp(cash, -credit, std::max<Fen>(usual * kPurseCap / 1000, -credit));
    cash += month.collect_from_owners();
    const bool all = month.pay_wages(cash, credit);
    month.settle_arrears(cash, credit, all);
  }
}

}  // namespace anxin::demo
