using System.Diagnostics;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>What a call meets while silos come and go.</summary>
public sealed class SiloCallsTests : ISiloLink
{
    private static readonly CommandResult<DealView> Answer = new(FakeDeal.Sample, 42, null);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(400);

    private readonly Queue<Func<Task<CommandResult<DealView>>>> _next = new();
    private int _calls;

    public bool IsUp => true;

    public bool HasRefused { get; private set; }

    void ISiloLink.Refused() => HasRefused = true;

    [Fact]
    public async Task Ask_SiloLeaves_ReadIsAskedAgainUntilAnotherAnswers()
    {
        Throws(new SiloUnavailableException("stopping"));
        Throws(new OrleansException("No gateways available"));

        (await AskAsync(repeats: true)).ShouldBe(Answer);

        _calls.ShouldBe(3);
    }

    [Fact]
    public async Task Ask_SiloLeaves_WriteWithoutAKeyIsAskedOnce()
    {
        Throws(new SiloUnavailableException("stopping"));

        (await AskAsync(repeats: false)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_ActivationWasReplaced_IsAskedAgainWhateverItIs(bool repeats)
    {
        _next.Enqueue(static () => Refused(askAgain: true));

        (await AskAsync(repeats)).ShouldBe(Answer);

        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_DatabaseIsAway_IsNotAskedAgain()
    {
        _next.Enqueue(static () => Refused(askAgain: false));

        (await AskAsync(repeats: true)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _calls.ShouldBe(1);
        HasRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_NoAnswerComesOnce_IsAskedAgain()
    {
        NeverAnswers();

        (await AskAsync(repeats: true, Little)).ShouldBe(Answer);

        _calls.ShouldBe(2);
        HasRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Ask_NoAnswerComesTwice_EndsWithPatience()
    {
        NeverAnswers();
        NeverAnswers();
        var started = Stopwatch.GetTimestamp();

        (await AskAsync(repeats: true, Little)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _calls.ShouldBe(2);
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(2 * Little - TimeSpan.FromMilliseconds(40));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Ask_NoAnswerToAWriteWithoutAKeyOrWhileTheDatabaseIsAway_IsAskedOnce(bool repeats, bool hasRefused)
    {
        HasRefused = hasRefused;
        NeverAnswers();

        (await AskAsync(repeats, Little)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_AllSilosLeave_EndsWithinPatience()
    {
        for (var i = 0; i < 100; i++)
            Throws(new SiloUnavailableException("stopping"));
        var started = Stopwatch.GetTimestamp();

        (await AskAsync(repeats: true, Little)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _calls.ShouldBeInRange(1, 4, "At once, and 50, 150 and 350 ms later.");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private void NeverAnswers() => _next.Enqueue(static () => new TaskCompletionSource<CommandResult<DealView>>().Task);

    private void Throws(Exception failure) => _next.Enqueue(() => Task.FromException<CommandResult<DealView>>(failure));

    private Task<CommandResult<DealView>> AskAsync(bool repeats, TimeSpan? patience = null) => this.Ask(
        this,
        static test =>
        {
            test._calls++;
            return test._next.TryDequeue(out var next) ? next() : Task.FromResult(Answer);
        },
        patience ?? Patience,
        repeats);

    private static Task<CommandResult<DealView>> Refused(bool askAgain) => Task.FromResult(
        new CommandResult<DealView>(null, 0, new Rejection(RejectionCode.Unavailable, "Not now.") { AskAgain = askAgain }));
}
