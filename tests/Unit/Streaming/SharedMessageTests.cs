using Crm.Actors.Streaming.RabbitMq;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

public sealed class SharedMessageTests
{
    [Fact]
    public void Settle_LastOfItsEvents_SettlesTheMessage()
    {
        var message = new SharedMessage(2);
        message.Settle(returned: false).ShouldBeFalse();
        message.Settle(returned: false).ShouldBeTrue();
        message.IsReturned.ShouldBeFalse();
    }

    [Fact]
    public void Settle_OneWasReturned_ReturnsTheMessageAtTheEnd()
    {
        var message = new SharedMessage(3);
        message.Settle(returned: false).ShouldBeFalse();
        message.Settle(returned: true).ShouldBeFalse();
        message.Settle(returned: false).ShouldBeTrue();
        message.IsReturned.ShouldBeTrue();
    }
}
