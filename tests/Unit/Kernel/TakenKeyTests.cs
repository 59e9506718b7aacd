using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.UnitTests.Kernel.Model;
using Crm.Actors.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

/// <summary>A new aggregate whose unique key another one has.</summary>
public sealed class TakenKeyTests
{
    [Fact]
    public async Task ExecuteAsync_KeyIsTaken_TheCreationIsToldSoAndWhatRestedOnItIsDecidedAgain()
    {
        var (store, clock, scheduler, fenced) = (new TakenStore(), new FakeTimeProvider(), new FifoScheduler(), false);
        var writer = new AggregateWriter<UserState, UserEvent, UserView>(
            GivenUsers.UserId, store, new KernelServices(clock, new UuidV7Source(clock), new KernelOptions()), () => fenced = true);
        var by = GivenUsers.By(GivenUsers.Admin);

        Task<CommandResult<UserView>>? first = null, resting = null, later = null;
        scheduler.Post(() => first = writer.ExecuteAsync(by, GivenUsers.New, UserRules.Register));
        scheduler.Post(() => resting = writer.ExecuteAsync(by, new DisableUser(by, GivenUsers.Origin), UserRules.Disable));
        RunAll(scheduler);

        (await first!).Rejection!.Code.ShouldBe(RejectionCode.Taken);
        (await resting!).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        fenced.ShouldBeFalse();
        store.IsFree = true;
        scheduler.Post(() => later = writer.ExecuteAsync(by, GivenUsers.New, UserRules.Register));
        RunAll(scheduler);
        (await later!).Value!.Version.ShouldBe(1);
    }

    private static void RunAll(FifoScheduler scheduler)
    {
        while (!scheduler.IsIdle)
            scheduler.RunOne();
    }

    private sealed class TakenStore : IEventStore<UserState, UserEvent>
    {
        public bool IsFree { get; set; }

        public Task<Stored<UserState>> LoadAsync(Guid id) => Task.FromResult(default(Stored<UserState>));

        /// <summary>Takes a turn of the scheduler, so that what comes meanwhile rests on what is being appended.</summary>
        public async Task<AppendResult> AppendAsync(Append<UserState, UserEvent> append)
        {
            await Task.Yield();
            return new AppendResult(IsFree ? AppendStatus.Committed : AppendStatus.Taken, IsFree ? 1 : 0);
        }

        public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => Task.FromResult<ImmutableArray<CommandKey>>([]);

        public Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<UserEvent>, bool> next) => Task.CompletedTask;
    }
}
