using Crm.Actors.Clustering.Consul;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Clustering;

public sealed class ConsulSettingsTests
{
    [Fact]
    public void Read_NothingSet_IsTheLocalAgent()
    {
        var settings = Read();

        settings.Address.ShouldBe(new Uri("http://127.0.0.1:8500"));
        foreach (var nothing in (string?[])[settings.Token, settings.CaFile, settings.CertificateFile, settings.KeyFile])
            nothing.ShouldBeNull();
        (settings.Prefix, settings.Service).ShouldBe(("crm", "crm-silo"));
    }

    [Theory]
    [InlineData("https://consul.example:8501", "https://consul.example:8501/")]
    [InlineData("http://[::1]:8500/", "http://[::1]:8500/")]
    [InlineData("localhost:8500", "http://localhost:8500/")]
    public void Read_Address_IsTakenWithAndWithoutAScheme(string text, string address) =>
        Read(("CONSUL_HTTP_ADDR", text)).Address.AbsoluteUri.ShouldBe(address);

    [Fact]
    public void Configure_Always_SetsEveryOption()
    {
        var options = new ConsulClusteringOptions();

        Read(("CONSUL_HTTP_ADDR", "http://consul:8500"), ("CONSUL_HTTP_TOKEN", "hunter2"), ("CRM_CONSUL_PREFIX", "apps/crm")).Configure(options);

        (options.Address, options.Token, options.Prefix).ShouldBe((new Uri("http://consul:8500"), "hunter2", "apps/crm"));
    }

    [Theory]
    [InlineData("other", "other")]
    [InlineData("off", null)]
    public void Read_Service_IsAnotherNameOrNone(string text, string? service) => Read(("CRM_CONSUL_SERVICE", text)).Service.ShouldBe(service);

    [Theory]
    [InlineData("CONSUL_HTTP_ADDR", "must be a URL", "ftp://consul:8500")]
    [InlineData("CONSUL_HTTP_ADDR", "without a user", "http://me:hunter2@consul:8500")]
    [InlineData("CONSUL_HTTP_ADDR", "without a user", "http://consul:8500/v1")]
    [InlineData("CONSUL_HTTP_ADDR", "must be a URL", "http://consul:99999")]
    [InlineData("CONSUL_HTTP_TOKEN", "not visible ASCII", "hunter2 and more")]
    [InlineData("CONSUL_HTTP_TOKEN", "not visible ASCII", "hunter2\r\nX-Evil: 1")]
    [InlineData("CRM_CONSUL_PREFIX", "must be a folder", "crm/")]
    [InlineData("CRM_CONSUL_SERVICE", "1 to 63 letters", "crm_silo")]
    [InlineData("CRM_CONSUL_SERVICE", "1 to 63 letters", "-crm")]
    [InlineData("CONSUL_CACERT", "is for an https:// address", "/etc/ssl/ca.pem")]
    [InlineData("CONSUL_CLIENT_CERT", "is for an https:// address", "/etc/ssl/client.pem")]
    [InlineData("CONSUL_CLIENT_KEY", "needs CONSUL_CLIENT_CERT", "/etc/ssl/client.key")]
    public void Read_Unusable_IsRefusedWithItsVariableAndWithoutASecret(string variable, string problem, string value)
    {
        var message = Should.Throw<InvalidOperationException>(() => Read((variable, value))).Message;

        message.ShouldStartWith($"{variable} ");
        message.ShouldContain(problem);
        message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("CONSUL_CACERT")]
    [InlineData("CONSUL_CLIENT_CERT")]
    public void Read_FileThatIsNotThere_IsRefused(string variable) =>
        Should.Throw<InvalidOperationException>(() => Read(("CONSUL_HTTP_ADDR", "https://consul:8501"), (variable, "/no/such/file.pem")))
            .Message.ShouldBe($"{variable} names a file that cannot be read: /no/such/file.pem");

    private static ConsulSettings Read(params (string Name, string Value)[] set) => ConsulSettings.Read(
        name => set.Where(variable => variable.Name == name).Select(static variable => variable.Value).FirstOrDefault(),
        static (variable, problem) => new InvalidOperationException($"{variable} {problem}"),
        "crm-silo");
}
