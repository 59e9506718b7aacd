using Crm.Actors.Observability.Settings;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Observability;

public sealed class ObservabilitySettingsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    [Fact]
    public void Read_Nothing_TracesNothingAndLogsForPeople()
    {
        var settings = Read();

        settings.ServiceName.ShouldBe("crm-test");
        settings.Traces.ShouldBeNull();
        (settings.Logs.IsJson, settings.Logs.Level).ShouldBe((false, LogLevel.Information));
    }

    [Fact]
    public void Read_All_AreWhatWasSaid()
    {
        var settings = Read(
            (Endpoint, "https://collector:4318"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer a=b,x=y"), ("OTEL_TRACES_SAMPLER_ARG", "0.25"),
            ("OTEL_SERVICE_NAME", "crm-silo.blue_1"), ("CRM_LOG_FORMAT", "json"), ("CRM_LOG_LEVEL", "Warning"));

        settings.ServiceName.ShouldBe("crm-silo.blue_1");
        (settings.Traces!.Ratio, settings.Traces.Headers, settings.Traces.IsGrpc).ShouldBe((0.25, "authorization=Bearer a=b,x=y", false));
        (settings.Logs.IsJson, settings.Logs.Level).ShouldBe((true, LogLevel.Warning));
    }

    [Theory]
    [InlineData("http://collector:4318", null, "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/", "http/protobuf", "http://collector:4318/v1/traces")]
    [InlineData("https://collector/otlp/", null, "https://collector/otlp/v1/traces")]
    [InlineData("http://collector:4317", "grpc", "http://collector:4317/")]
    public void Read_Endpoint_HasThePathOfItsProtocol(string endpoint, string? protocol, string expected) =>
        (protocol is null ? Read((Endpoint, endpoint)) : Read((Endpoint, endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol))).Traces!.Endpoint.AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData(Endpoint, "collector:4318")]
    [InlineData(Endpoint, "ftp://collector")]
    [InlineData(Endpoint, "http://user:secret@collector:4318")]
    [InlineData(Endpoint, "http://collector:4318/?key=secret")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "=secret")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=secret\r\nb=c")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.01")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "-1")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "half")]
    [InlineData("OTEL_SERVICE_NAME", "-crm")]
    [InlineData("OTEL_SERVICE_NAME", "the crm")]
    [InlineData("CRM_LOG_FORMAT", "xml")]
    [InlineData("CRM_LOG_LEVEL", "Chatty")]
    [InlineData("CRM_LOG_LEVEL", "None")]
    public void Read_WrongVariable_IsNamedWithoutItsValue(string variable, string value)
    {
        var thrown = Should.Throw<InvalidOperationException>(() => Read((variable, value)));

        thrown.Message.ShouldStartWith($"{variable} ");
        thrown.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void ToString_OfSettings_KeepsTheHeaders() =>
        Read((Endpoint, "http://collector:4318"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=secret")).ToString().ShouldNotContain("secret");

    private static ObservabilitySettings Read(params (string Name, string Value)[] variables) => ObservabilitySettings.Read(
        name => variables.Where(variable => variable.Name == name).Select(static variable => variable.Value).SingleOrDefault(),
        static (variable, problem) => new InvalidOperationException($"{variable} {problem}"),
        "crm-test");
}
