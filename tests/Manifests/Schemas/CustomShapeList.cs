namespace Crm.Actors.ManifestTests.Schemas;

/// <summary>
/// Members of custom resources, from the reference pages of Prometheus Operator, Istio, External Secrets, Argo CD, CloudNativePG, RabbitMQ's operators and
/// cert-manager. See <see cref="CustomShapes"/> for the form.
/// </summary>
internal static class CustomShapeList
{
    public const string Text = """
        monitoring.coreos.com/v1/ServiceMonitor
          spec: selector! endpoints! jobLabel namespaceSelector targetLabels podTargetLabels sampleLimit labelLimit scrapeProtocols attachMetadata
          spec.endpoints[]: port targetPort path scheme interval scrapeTimeout honorLabels honorTimestamps params tlsConfig authorization basicAuth metricRelabelings relabelings followRedirects
          spec.selector: matchLabels matchExpressions
        monitoring.coreos.com/v1/PodMonitor
          spec: selector! podMetricsEndpoints! jobLabel namespaceSelector podTargetLabels sampleLimit labelLimit scrapeProtocols attachMetadata
          spec.podMetricsEndpoints[]: port portNumber targetPort path scheme interval scrapeTimeout honorLabels honorTimestamps params tlsConfig authorization basicAuth metricRelabelings relabelings followRedirects
          spec.selector: matchLabels matchExpressions
        monitoring.coreos.com/v1/PrometheusRule
          spec: groups!
          spec.groups[]: name! rules! interval limit labels query_offset partial_response_strategy
          spec.groups[].rules[]: alert record expr! for keep_firing_for labels annotations
        security.istio.io/v1/PeerAuthentication
          spec: selector mtls portLevelMtls
          spec.selector: matchLabels!
          spec.mtls: mode!
        security.istio.io/v1/AuthorizationPolicy
          spec: selector targetRefs rules action provider
          spec.selector: matchLabels!
          spec.rules[]: from to when
          spec.rules[].from[]: source!
          spec.rules[].from[].source: principals notPrincipals requestPrincipals notRequestPrincipals namespaces notNamespaces ipBlocks notIpBlocks remoteIpBlocks notRemoteIpBlocks serviceAccounts notServiceAccounts
          spec.rules[].to[]: operation!
          spec.rules[].to[].operation: hosts notHosts ports notPorts methods notMethods paths notPaths
          spec.rules[].when[]: key! values notValues
        networking.istio.io/v1/DestinationRule
          spec: host! trafficPolicy subsets exportTo workloadSelector
          spec.trafficPolicy: loadBalancer connectionPool outlierDetection tls portLevelSettings tunnel proxyProtocol retryBudget
          spec.trafficPolicy.tls: mode! clientCertificate privateKey caCertificates credentialName subjectAltNames sni insecureSkipVerify caCrl
          spec.trafficPolicy.loadBalancer: simple consistentHash localityLbSetting warmup warmupDurationSecs
          spec.trafficPolicy.connectionPool: tcp http
          spec.trafficPolicy.connectionPool.tcp: maxConnections connectTimeout tcpKeepalive maxConnectionDuration idleTimeout
          spec.trafficPolicy.connectionPool.tcp.tcpKeepalive: probes time interval
          spec.trafficPolicy.connectionPool.http: http1MaxPendingRequests http2MaxRequests maxRequestsPerConnection maxRetries idleTimeout h2UpgradePolicy useClientProtocol maxConcurrentStreams
        networking.istio.io/v1/VirtualService
          spec: hosts gateways http tls tcp exportTo
          spec.http[]: name match route redirect directResponse delegate rewrite timeout retries fault mirror mirrors corsPolicy headers
          spec.http[].match[]: name uri scheme method authority headers port sourceLabels gateways queryParams ignoreUriCase withoutHeaders sourceNamespace statPrefix
          spec.http[].route[]: destination! weight headers
          spec.http[].route[].destination: host! subset port
          spec.http[].retries: attempts perTryTimeout perTryIdleTimeout retryOn retryRemoteLocalities retryIgnorePreviousHosts backoff
        networking.istio.io/v1/Gateway
          spec: servers! selector
          spec.servers[]: port! bind hosts! tls defaultEndpoint name
          spec.servers[].port: number! protocol! name! targetPort
          spec.servers[].tls: httpsRedirect mode serverCertificate privateKey caCertificates credentialName credentialNames subjectAltNames minProtocolVersion maxProtocolVersion cipherSuites
        networking.istio.io/v1/ServiceEntry
          spec: hosts! addresses ports location resolution endpoints workloadSelector exportTo subjectAltNames
        networking.istio.io/v1/Sidecar
          spec: workloadSelector ingress egress inboundConnectionPool outboundTrafficPolicy
        external-secrets.io/v1/ExternalSecret
          spec: secretStoreRef target refreshPolicy refreshInterval data dataFrom
          spec.secretStoreRef: name! kind
          spec.target: name creationPolicy deletionPolicy template manifest immutable
          spec.data[]: secretKey! remoteRef! sourceRef
          spec.data[].remoteRef: key! property version metadataPolicy conversionStrategy decodingStrategy
        external-secrets.io/v1/SecretStore
          spec: provider! controller retrySettings refreshInterval conditions
        external-secrets.io/v1/ClusterSecretStore
          spec: provider! controller retrySettings refreshInterval conditions
        argoproj.io/v1alpha1/Application
          spec: project! source sources destination! syncPolicy ignoreDifferences info revisionHistoryLimit
          spec.source: repoURL! path chart targetRevision helm kustomize directory plugin ref
          spec.sources[]: repoURL! path chart targetRevision helm kustomize directory plugin ref name
          spec.destination: server name namespace
          spec.syncPolicy: automated syncOptions retry managedNamespaceMetadata
          spec.syncPolicy.automated: prune selfHeal allowEmpty enabled
          spec.syncPolicy.retry: limit backoff refresh
        argoproj.io/v1alpha1/ApplicationSet
          spec: generators! template! goTemplate goTemplateOptions strategy syncPolicy preservedFields templatePatch ignoreApplicationDifferences
        argoproj.io/v1alpha1/AppProject
          spec: description sourceRepos sourceNamespaces destinations roles clusterResourceWhitelist clusterResourceBlacklist namespaceResourceWhitelist namespaceResourceBlacklist orphanedResources syncWindows signatureKeys permitOnlyProjectScopedClusters destinationServiceAccounts
          spec.destinations[]: server name namespace!
          spec.clusterResourceWhitelist[]: group! kind! name
          spec.namespaceResourceWhitelist[]: group! kind!
        postgresql.cnpg.io/v1/Cluster
          spec: description inheritedMetadata imageName imageCatalogRef imagePullPolicy imagePullSecrets schedulerName postgresUID postgresGID instances! minSyncReplicas maxSyncReplicas postgresql replicationSlots bootstrap replica superuserSecret enableSuperuserAccess certificates storage! serviceAccountTemplate walStorage ephemeralVolumeSource startDelay stopDelay smartShutdownTimeout switchoverDelay failoverDelay livenessProbeTimeout affinity topologySpreadConstraints resources ephemeralVolumesSizeLimit priorityClassName primaryUpdateStrategy primaryUpdateMethod backup nodeMaintenanceWindow monitoring externalClusters logLevel projectedVolumeTemplate env envFrom managed seccompProfile tablespaces enablePDB plugins probes podSecurityContext securityContext
          spec.postgresql: parameters synchronous pg_hba pg_ident syncReplicaElectionConstraint shared_preload_libraries ldap promotionTimeout enableAlterSystem extensions
          spec.bootstrap: initdb recovery pg_basebackup
          spec.bootstrap.initdb: database owner secret options dataChecksums encoding locale localeProvider localeCollate localeCType icuLocale icuRules builtinLocale walSegmentSize postInitSQL postInitApplicationSQL postInitTemplateSQL postInitSQLRefs postInitApplicationSQLRefs postInitTemplateSQLRefs import
          spec.backup: volumeSnapshot barmanObjectStore retentionPolicy target
          spec.backup.volumeSnapshot: labels annotations className walClassName tablespaceClassName snapshotOwnerReference online onlineConfiguration
          spec.storage: storageClass size resizeInUseVolumes pvcTemplate
        postgresql.cnpg.io/v1/ScheduledBackup
          spec: schedule! cluster! suspend immediate backupOwnerReference target method online onlineConfiguration pluginConfiguration
        postgresql.cnpg.io/v1/Pooler
          spec: cluster! type instances template pgbouncer! deploymentStrategy monitoring serviceTemplate serviceAccountName
        postgresql.cnpg.io/v1/Database
          spec: cluster! name! owner! ensure databaseReclaimPolicy encoding locale localeProvider localeCollate localeCType icuLocale icuRules builtinLocale collationVersion connectionLimit tablespace template isTemplate allowConnections schemas extensions
        barmancloud.cnpg.io/v1/ObjectStore
          spec: configuration! retentionPolicy instanceSidecarConfiguration
        rabbitmq.com/v1beta1/RabbitmqCluster
          spec: replicas image imagePullSecrets service persistence resources affinity tolerations rabbitmq tls override terminationGracePeriodSeconds skipPostDeploySteps delayStartSeconds secretBackend autoEnableAllFeatureFlags disableDefaultTopologySpreadConstraints
          spec.persistence: storageClassName storage emptyDir
          spec.rabbitmq: additionalPlugins additionalConfig advancedConfig envConfig erlangInetConfig
        rabbitmq.com/v1beta1/Policy
          spec: name! vhost pattern! applyTo priority definition! rabbitmqClusterReference! deletionPolicy
        rabbitmq.com/v1beta1/OperatorPolicy
          spec: name! vhost pattern! applyTo priority definition! rabbitmqClusterReference! deletionPolicy
        rabbitmq.com/v1beta1/User
          spec: tags importCredentialsSecret limits rabbitmqClusterReference! deletionPolicy
        rabbitmq.com/v1beta1/Permission
          spec: user userReference vhost! permissions! rabbitmqClusterReference! deletionPolicy
        rabbitmq.com/v1beta1/Vhost
          spec: name! tracing tags defaultQueueType limits rabbitmqClusterReference! deletionPolicy
        cert-manager.io/v1/Certificate
          spec: secretName! issuerRef! commonName dnsNames ipAddresses uris duration renewBefore renewBeforePercentage usages privateKey isCA subject secretTemplate revisionHistoryLimit keystores
        cert-manager.io/v1/Issuer
          spec: acme ca selfSigned vault venafi
        gateway.networking.k8s.io/v1/HTTPRoute
          spec: parentRefs hostnames rules
          spec.rules[]: name matches filters backendRefs timeouts retry sessionPersistence
        """;
}
