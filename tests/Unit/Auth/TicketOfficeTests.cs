using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class TicketOfficeTests
{
    private static readonly TicketHolder Holder = new([new("sub", "someone", "string"), new("roles", "ROLE_USER", "string"), new("exp", "1770000000", "integer")]);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SwitchedTickets _store = new();
    private readonly TicketOffice _office;

    public TicketOfficeTests() => _office = new TicketOffice(_store, _clock);

    [Fact]
    public async Task Redeem_ATicket_IsItsHolderOnce()
    {
        var ticket = await IssueAsync();

        var first = await _office.RedeemAsync(new(ticket.Text));
        var second = await _office.RedeemAsync(new(ticket.Text));

        first.Value!.Claims.ShouldBe(Holder.Claims);
        second.Rejection!.Code.ShouldBe(RejectionCode.Unauthenticated);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task Redeem_After_IsGoodFor30Seconds(int seconds, bool isGood)
    {
        var ticket = await IssueAsync();
        ticket.Lifetime.ShouldBe(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        ((await _office.RedeemAsync(new(ticket.Text))).Value is not null).ShouldBe(isGood);
    }

    [Fact]
    public async Task Redeem_AHundredAtOnce_OneWins()
    {
        var ticket = await IssueAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _office.RedeemAsync(new(ticket.Text)))));

        answers.Count(static answer => answer.Value is not null).ShouldBe(1);
        answers.Count(static answer => answer.Rejection?.Code == RejectionCode.Unauthenticated).ShouldBe(99);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Redeem_NoTicket_IsRefused(string text) =>
        (await _office.RedeemAsync(new(text))).Rejection!.Code.ShouldBe(RejectionCode.Unauthenticated);

    [Fact]
    public async Task Any_StoreIsAway_IsUnavailableAndCostsNoTicket()
    {
        var ticket = await IssueAsync();
        _store.IsUp = false;
        (await _office.IssueAsync(new(Holder))).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        (await _office.RedeemAsync(new(ticket.Text))).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        _store.IsUp = true;

        (await _office.RedeemAsync(new(ticket.Text))).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Issue_Many_AreAllDifferentAndForgottenWhenTheyHaveExpired()
    {
        var tickets = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 100; i++)
            tickets.Add((await IssueAsync()).Text).ShouldBeTrue();
        _store.Inner.Count.ShouldBe(100);
        _clock.Advance(TicketOffice.Lifetime);

        await IssueAsync();

        _store.Inner.Count.ShouldBe(1);
    }

    [Fact]
    public void ToString_OfSecrets_SaysNothing()
    {
        new StreamTicket("secret", TimeSpan.Zero).ToString().ShouldNotContain("secret");
        new RedeemStreamTicket("secret").ToString().ShouldNotContain("secret");
    }

    private async Task<StreamTicket> IssueAsync() => (await _office.IssueAsync(new(Holder))).Value.ShouldNotBeNull();

    private sealed class SwitchedTickets : IStreamTickets
    {
        public MemoryStreamTickets Inner { get; } = new();

        public bool IsUp { get; set; } = true;

        private MemoryStreamTickets Store => IsUp ? Inner : throw new SessionsUnavailableException();

        public Task KeepAsync(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime) => Store.KeepAsync(ticket, holder, now, lifetime);

        public Task<TicketHolder?> TakeAsync(TokenHash ticket, DateTimeOffset now) => Store.TakeAsync(ticket, now);
    }
}
