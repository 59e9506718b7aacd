using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>What every store of tickets has to do.</summary>
public abstract class StreamTicketsContract
{
    private protected static readonly TicketHolder Holder = new(
    [
        new("sub", "0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", "http://www.w3.org/2001/XMLSchema#string"),
        new("roles", "ROLE_MANAGER", "http://www.w3.org/2001/XMLSchema#string"),
        new("roles", "ROLE_ÜBER\"\n", "http://www.w3.org/2001/XMLSchema#string"),
        new("exp", "1770000000", "http://www.w3.org/2001/XMLSchema#integer64"),
    ]);

    private protected abstract IStreamTickets Store { get; }

    private protected static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task TakeAsync_KeptTicket_IsItsHolderOnce()
    {
        var (_, ticket) = await KeepAsync();
        var (_, other) = await KeepAsync();

        (await Store.TakeAsync(ticket, Now))!.Claims.ShouldBe(Holder.Claims);

        (await Store.TakeAsync(ticket, Now)).ShouldBeNull();
        (await Store.TakeAsync(other, Now)).ShouldNotBeNull();
        (await Store.TakeAsync(TicketCode.New().Hash, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task TakeAsync_ExpiredTicket_IsNothing()
    {
        var (_, ticket) = await KeepAsync();
        var (_, other) = await KeepAsync();

        (await Store.TakeAsync(ticket, Now + TicketOffice.Lifetime)).ShouldBeNull();
        (await Store.TakeAsync(other, Now + TicketOffice.Lifetime - TimeSpan.FromMilliseconds(1))).ShouldNotBeNull();
    }

    [Fact]
    public async Task TakeAsync_AHundredAtOnce_OneWins()
    {
        var (_, ticket) = await KeepAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Store.TakeAsync(ticket, Now))));

        taken.OfType<TicketHolder>().ShouldHaveSingleItem();
    }

    private protected async Task<(string Text, TokenHash Hash)> KeepAsync()
    {
        var ticket = TicketCode.New();
        await Store.KeepAsync(ticket.Hash, Holder, Now, TicketOffice.Lifetime);
        return ticket;
    }
}
