using System.Text;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.Gateway.Streams.Summaries;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams.Summaries;

public sealed class SummaryLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan Pace = new StreamOptions().SummaryPace;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SeenTime _time = new();
    private readonly FakeSummarySource _source = new();
    private readonly SummaryBoard _board = new();
    private readonly SummaryLoop _loop;

    public SummaryLoopTests() => _loop = new(_source, _board, new StreamOptions(), _time, NullLogger<SummaryLoop>.Instance);

    public async ValueTask InitializeAsync() => await _loop.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None).WaitAsync(Patience);
        _loop.Dispose();
    }

    [Fact]
    public async Task Watch_NobodyLooks_NothingIsAsked()
    {
        _source.Change(2);
        _source.Calls.ShouldBeEmpty();

        using var view = _board.Open(new WakeSignal());
        await _time.NextWaitAsync();

        _source.Calls.ShouldBe([(-1, false)]);
        Text(view.TakeNew()).ShouldBe(Text(SseText.Summary(FakeSummarySource.At(2))));
        view.TakeNew().ShouldBeNull();
    }

    [Fact]
    public async Task Watch_BurstOfChanges_IsOneMessageAPace()
    {
        using var view = _board.Open(new WakeSignal());
        (await _time.NextWaitAsync()).ShouldBe(Pace);
        view.TakeNew().ShouldNotBeNull();
        for (var newest = 2; newest <= 50; newest++)
            _source.Change(newest);

        _time.Advance(Pace - TimeSpan.FromMilliseconds(1));
        _source.Calls.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await _time.NextWaitAsync()).ShouldBe(Pace);

        _source.Calls.ShouldBe([(-1, false), (1, true)]);
        Text(view.TakeNew()).ShouldContain("\"newest\":\"50\"");
    }

    [Fact]
    public async Task Watch_NothingChanged_WakesNobody()
    {
        var signal = new WakeSignal();
        using var view = _board.Open(signal);
        await _time.NextWaitAsync();
        view.TakeNew();
        await signal.WaitAsync();
        var woken = signal.WaitAsync();

        await StepAsync();
        _source.TimeOut();
        await _time.NextWaitAsync();

        woken.IsCompleted.ShouldBeFalse();
        view.TakeNew().ShouldBeNull();
    }

    [Fact]
    public async Task Watch_OlderEventsAreStillCounted_IsNotWaitedWith()
    {
        _source.Change(5);
        _source.Behind = 2;
        using var view = _board.Open(new WakeSignal());
        await _time.NextWaitAsync();
        Text(view.TakeNew()).ShouldContain("\"position\":\"3\",\"newest\":\"5\"");
        _source.Behind = 0;
        _time.Advance(Pace);
        await _time.NextWaitAsync();
        Text(view.TakeNew()).ShouldContain("\"position\":\"5\",\"newest\":\"5\"");

        await StepAsync();

        _source.Calls.ShouldBe([(-1, false), (5, false), (5, true)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_Fails_IsTriedLessAndLessOftenAndThenGoesOn(bool throws)
    {
        (_source.Down, _source.Failure) = (!throws, throws ? new InvalidCastException() : null);
        using var view = _board.Open(new WakeSignal());
        foreach (var pause in new[] { 500, 1000, 2000, 2000 })
        {
            (await _time.NextWaitAsync()).ShouldBe(TimeSpan.FromMilliseconds(pause));
            view.TakeNew().ShouldBeNull();
            (_source.Down, _source.Failure) = pause == 2000 && _source.Calls.Count == 4 ? (false, null) : (_source.Down, _source.Failure);
            _time.Advance(TimeSpan.FromMilliseconds(pause));
        }

        (await _time.NextWaitAsync()).ShouldBe(Pace);
        view.TakeNew().ShouldNotBeNull();
        _source.Calls.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Watch_TheLastOneLeaves_StopsAndForgets()
    {
        var first = _board.Open(new WakeSignal());
        await _time.NextWaitAsync();
        first.Dispose();
        _time.Advance(Pace);
        await Condition.WaitAsync(() => _board.Newest is null, Patience, () => "nothing is shown");
        _source.Change(9);
        _source.Calls.Count.ShouldBe(1);

        using var second = _board.Open(new WakeSignal());
        await _time.NextWaitAsync();

        _source.Calls.ShouldBe([(-1, false), (-1, false)]);
        Text(second.TakeNew()).ShouldContain("\"newest\":\"9\"");
    }

    [Fact]
    public async Task Stop_WhileItWaits_EndsIt()
    {
        using var view = _board.Open(new WakeSignal());
        await _time.NextWaitAsync();
        await StepAsync();

        await _loop.StopAsync(CancellationToken.None).WaitAsync(Patience);

        _loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    /// <summary>Lets the pause pass, and waits until the loop waits for a change.</summary>
    private Task StepAsync()
    {
        var calls = _source.Calls.Count;
        _time.Advance(Pace);
        return Condition.WaitAsync(() => _source.Calls.Count > calls, Patience, () => "another call");
    }

    private static string Text(byte[]? message) => Encoding.UTF8.GetString(message ?? []);
}
