#include "data/store/spatial_index.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/store/sql.hpp"

namespace anxin {
namespace {

struct Box {
  float x0, x1, y0, y1;
};

std::uint64_t big_endian(const char* p, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<std::uint8_t>(p[i]);
  return value;
}

float coordinate(const char* p) { return std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(p, 4))); }

constexpr std::size_t kNodeHeader = 4, kCell = 24;

struct Tree {
  std::unordered_map<std::int64_t, std::string> nodes;
  std::vector<std::pair<std::int64_t, Box>> leaves;
  std::string fault;  // in English, empty while sound
};

void walk(Tree& tree, std::int64_t number, int depth, const Box* parent) {
  const auto found = tree.nodes.find(number);
  if (found == tree.nodes.end() || found->second.size() < kNodeHeader) {
    tree.fault = fmt::format("node {} is missing", number);
    return;
  }
  const std::string node = std::move(found->second);
  tree.nodes.erase(found);  // a node is visited once, so a loop ends here
  const auto cells = static_cast<std::size_t>(big_endian(node.data() + 2, 2));
  if (kNodeHeader + cells * kCell > node.size()) {
    tree.fault = fmt::format("node {} is too short", number);
    return;
  }
  for (std::size_t i = 0; i < cells && tree.fault.empty(); ++i) {
    const char* cell = node.data() + kNodeHeader + i * kCell;
    const auto id = static_cast<std::int64_t>(big_endian(cell, 8));
    const Box box{coordinate(cell + 8), coordinate(cell + 12), coordinate(cell + 16), coordinate(cell + 20)};
    if (parent != nullptr &&
        !(box.x0 >= parent->x0 && box.x1 <= parent->x1 && box.y0 >= parent->y0 && box.y1 <= parent->y1)) {
      tree.fault = fmt::format("an entry of node {} lies outside its parent", number);
    } else if (depth == 0) {
      tree.leaves.emplace_back(id, box);
    } else {
      walk(tree, id, depth - 1, &box);
    }
  }
}

StoreNotice notice(const std::string& detail) {
  return {fmt::format("项目图层的空间索引与数据不符（{}）。", detail),
          fmt::format("The spatial index of the layer project disagrees with its table ({}).", detail)};
}

Result<Tree> read_tree(Database& database) {
  Tree tree;
  Result<Statement> nodes = database.prepare(sql("index_nodes"));
  if (!nodes) return std::unexpected(nodes.error());
  int depth = 0;
  while (true) {
    const Result<bool> row = nodes->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const std::string_view data = nodes->blob(1);
    if (nodes->integer(0) == 1 && data.size() >= kNodeHeader)
      depth = static_cast<int>(big_endian(data.data(), 2));
    tree.nodes.emplace(nodes->integer(0), data);
  }
  if (depth > 40) {
    tree.fault = "the root claims an impossible depth";
  } else {
    walk(tree, 1, depth, nullptr);
  }
  return tree;
}

}  // namespace

Result<std::optional<StoreNotice>> index_fault(Database& database) {
  const Result<std::int64_t> present = database.integer(sql("index_present"));
  if (!present) return std::unexpected(present.error());
  if (*present != 2) return notice("the index is not there");
  Result<Tree> tree = read_tree(database);
  if (!tree) return std::unexpected(tree.error());
  if (!tree->fault.empty()) return notice(tree->fault);
  std::unordered_map<std::int64_t, Box> entries(tree->leaves.size());
  for (const auto& [id, box] : tree->leaves) {
    if (!entries.emplace(id, box).second) return notice(fmt::format("entry {} stands twice", id));
  }
  Result<Statement> positions = database.prepare(sql("index_positions"));
  if (!positions) return std::unexpected(positions.error());
  std::size_t seen = 0;
  while (true) {
    const Result<bool> row = positions->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    ++seen;
    const auto found = entries.find(positions->integer(0));
    if (found == entries.end()) return notice(fmt::format("project {} has no entry", positions->text(3)));
    const Box& b = found->second;
    const double x = positions->real(1), y = positions->real(2);
    constexpr double kSlack = 1e-4;  // degrees; single precision near 116 is 8e-6
    const bool holds = x >= double{b.x0} && x <= double{b.x1} && y >= double{b.y0} && y <= double{b.y1};
    if (!holds || double{b.x1} - double{b.x0} > kSlack || double{b.y1} - double{b.y0} > kSlack) {
      return notice(fmt::format("the entry of project {} is elsewhere", positions->text(3)));
    }
  }
  if (seen != entries.size()) return notice(fmt::format("{} entries for {} projects", entries.size(), seen));
  return std::optional<StoreNotice>();
}

Status rebuild_index(Database& database) {
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  if (Status done = database.run(sql("index_anew")); !done) return done;
  return transaction->commit();
}

}  // namespace anxin
