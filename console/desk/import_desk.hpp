// The taking in of a file at the desk: looks for it, reads it into a preview, writes that very preview, takes
// a batch back. Reading runs on a worker of its own, what needs the store on the store's; every state is
// published. Thread: one thread (the screen's) calls; the House's functions may be called from either worker.
#pragma once
#include <functional>
#include <memory>
#include <mutex>

#include "console/desk/import_state.hpp"
#include "console/desk/jobs.hpp"
#include "console/desk/operation_intake.hpp"
#include "data/model/registry.hpp"

namespace anxin {

class ImportDesk {
 public:
  // What it is lent by the session.
  struct House {
    std::shared_ptr<const Pack> pack;
    std::function<void(std::shared_ptr<const ImportState>)> publish;
    std::function<void(std::string zh, std::string en)> say;  // a notice
    // A job on the store's worker, after those that wait there; null when the store is not open.
    std::function<void(std::function<void(Store*)>)> with_store;
    std::function<std::shared_ptr<const Registry>()> registry;  // as known now; null before it is loaded
    std::function<Instant()> now;
    // Of the dispatch desk, on the store's worker: for kinds that become commands.
    std::function<std::shared_ptr<const Operations>()> operations;
    std::function<Result<OperationIntake>(Intake)> weigh;
    // The wish, its id and the file it comes from, carried out and published.
    std::function<Status(const OperationCommand&, const std::string& id, const std::string& source)> enter;
    std::function<std::optional<Error>()> may_write;   // why not; empty: it may
    std::function<void()> reload;                      // after the data changed; on the store's worker
    std::filesystem::path program = "/proc/self/exe";  // whose main calls run_if_intake_child first
  };
  explicit ImportDesk(House house);
  ~ImportDesk();
  ImportDesk(const ImportDesk&) = delete;
  ImportDesk& operator=(const ImportDesk&) = delete;

  void look(const std::filesystem::path& folder);
  void preview(const ImportWish& wish);
  // Writes the preview of that number; another one, or none ready, is left alone.
  void apply(std::uint64_t number);
  void undo(std::int64_t batch);
  void save_rejects();
  void close();  // refused while writing

  void wait_idle();
  [[nodiscard]] bool idle() const;

 private:
  void read(std::uint64_t number, const ImportWish& wish,
            const std::shared_ptr<const Operations>& operations);
  // On the store's worker: what the file would change, and the change.
  void weigh(std::uint64_t number, Store* store, Intake intake);
  void write(std::uint64_t number, Store* store);
  [[nodiscard]] Result<std::int64_t> write_batch(std::uint64_t number, Store& store);
  void take_back(Store* store, std::int64_t batch);
  void refuse(std::uint64_t number, const Error& error);
  void list_batches(std::uint64_t number);
  // Publishes the state of that number after `change`; one that has been overtaken is left alone.
  void change(std::uint64_t number, const std::function<void(ImportState&)>& change);
  // Publishes the newest state. In turn: of two workers that changed it, neither publishes an older one last.
  void show();

  House house_;
  std::mutex mutex_, showing_;
  std::uint64_t number_ = 0;                      // of the newest
  std::shared_ptr<const ImportState> state_;      // null: closed
  std::shared_ptr<const Intake> intake_;          // of the preview that is ready
  std::shared_ptr<const OperationCommand> wish_;  // what it comes to, of a kind that becomes commands
  Revision seen_ = 0;                             // the store's when that was weighed
  std::string command_id_;                        // of its writing: twice has one effect
  std::filesystem::path last_folder_;
  Jobs jobs_;  // last: it stops before what it uses goes
};

}  // namespace anxin
