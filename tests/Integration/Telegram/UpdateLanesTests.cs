using System.Reflection;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Silo.Telegram.Updates;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class UpdateLanesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Take_AChatThatCannotBeRead_IsADeadLetterWithTheReason()
    {
        var why = await BringAsync(static _ => throw new OrleansException("while reading", new FormatException("broken row")));

        why.ShouldBe(new GivenUp("failed", "broken row", "broken row", 10));
    }

    [Fact]
    public async Task Take_AnOutage_IsWaitedForHoweverLongItTakes()
    {
        var why = await BringAsync(static tries => tries < 50 ? throw new OrleansException("while reading", new NpgsqlException("away")) : HandledUpdate.Done);

        why.ShouldBeNull();
    }

    [Fact]
    public async Task PutAsync_MoreThanThereIsRoomFor_IsLeftToTelegram()
    {
        var isAway = true;
        using var lanes = NewLanes(_ => Volatile.Read(ref isAway) ? HandledUpdate.Later("away") : HandledUpdate.Done);
        var queue = new MemoryUpdates(lanes);
        for (var update = 1; update <= MemoryUpdates.MostWaiting; update++)
            await queue.PutAsync(Update(update));

        await Should.ThrowAsync<TelegramUnavailableException>(() => queue.PutAsync(Update(0)));

        Volatile.Write(ref isAway, false);
        await Condition.WaitAsync(() => lanes.Waiting == 0, Patience, () => $"none to wait, and not {lanes.Waiting}");
        await queue.PutAsync(Update(0));
    }

    /// <summary>Why the update was given up; null when it was done.</summary>
    private static async Task<GivenUp?> BringAsync(Func<int, HandledUpdate> handle)
    {
        using var lanes = NewLanes(handle);
        var delivery = new Delivery();

        lanes.Take(Update(7), delivery);

        return await delivery.End.Task.WaitAsync(Patience);
    }

    private static TelegramUpdate Update(long id) => new() { UpdateId = id, ChatId = 1001, Text = "/deals" };

    private static UpdateLanes NewLanes(Func<int, HandledUpdate> handle)
    {
        var chat = DispatchProxy.Create<ITelegramChatGrain, OneChat>();
        ((OneChat)(object)chat).Handle = handle;
        var grains = DispatchProxy.Create<IGrainFactory, OneChat>();
        ((OneChat)(object)grains).Chat = chat;
        return new(grains, new HastyTime(), NullLogger<UpdateLanes>.Instance);
    }

    /// <summary>The factory of grains, and the one that it has.</summary>
    public class OneChat : DispatchProxy
    {
        private int _tries;

        public ITelegramChatGrain? Chat { get; set; }

        public Func<int, HandledUpdate>? Handle { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Handle is null ? Chat : HandleAsync(Handle);

        private async Task<HandledUpdate> HandleAsync(Func<int, HandledUpdate> handle)
        {
            await Task.Yield();
            return handle(++_tries);
        }
    }

    private sealed class Delivery : IDelivery
    {
        public TaskCompletionSource<GivenUp?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOurs => true;

        public Task DoneAsync()
        {
            End.SetResult(null);
            return Task.CompletedTask;
        }

        public Task<bool> GiveUpAsync(GivenUp why)
        {
            End.SetResult(why);
            return Task.FromResult(true);
        }
    }

    /// <summary>A clock whose timers do not keep anybody waiting.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period);
    }
}
