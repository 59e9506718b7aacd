using Crm.Actors.Observability.Listening;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Observability;

public sealed class ListenUrlTests
{
    [Theory]
    [InlineData("http://0.0.0.0:8081", true)]
    [InlineData("http://127.0.0.1:8081/", true)]
    [InlineData("http://[::]:8081", true)]
    [InlineData("https://0.0.0.0:8081", false)]
    [InlineData("http://0.0.0.0:8081/metrics", false)]
    [InlineData("http://0.0.0.0:8081/?a", false)]
    [InlineData("http://0.0.0.0:8081/#a", false)]
    [InlineData("http://a:b@0.0.0.0:8081", false)]
    [InlineData("0.0.0.0:8081", false)]
    [InlineData("8081", false)]
    [InlineData(null, false)]
    public void IsUsable_Text_IsAUrlWithNothingBehindThePort(string? url, bool expected) => ListenUrl.IsUsable(url).ShouldBe(expected);
}
