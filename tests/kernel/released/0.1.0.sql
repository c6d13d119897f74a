BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE camera_health (
	camera_id VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	since VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	process VARCHAR(64) NOT NULL, 
	PRIMARY KEY (camera_id)
);
INSERT INTO "camera_health" VALUES('SB-00001-01','live','2026-11-21T02:10:00.000000Z','','media-1');
CREATE TABLE camera_streams (
	camera_id VARCHAR(32) NOT NULL, 
	main_url TEXT NOT NULL, 
	sub_url TEXT, 
	PRIMARY KEY (camera_id), 
	FOREIGN KEY(camera_id) REFERENCES cameras (camera_id)
);
INSERT INTO "camera_streams" VALUES('SB-00001-01','rtsp://127.0.0.1:1/cam/1/main',NULL);
CREATE TABLE camera_surveys (
	survey_id INTEGER NOT NULL, 
	camera_id VARCHAR(32) NOT NULL, 
	surveyed_on DATE NOT NULL, 
	findings JSON NOT NULL, 
	source_file TEXT NOT NULL, 
	source_row INTEGER NOT NULL, 
	PRIMARY KEY (survey_id), 
	FOREIGN KEY(camera_id) REFERENCES cameras (camera_id)
);
INSERT INTO "camera_surveys" VALUES(1,'SB-00001-01','2020-05-01','{"bearing_deg": 90.0}','survey.csv',1);
CREATE TABLE cameras (
	camera_id VARCHAR(32) NOT NULL, 
	site_id VARCHAR(24) NOT NULL, 
	district VARCHAR(8) NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	purpose VARCHAR(32) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	lat FLOAT NOT NULL, 
	lon FLOAT NOT NULL, 
	bearing_deg FLOAT, 
	hfov_deg FLOAT, 
	range_m FLOAT NOT NULL, 
	height_m FLOAT, 
	pixels_10k INTEGER, 
	has_speaker BOOLEAN, 
	installed_on DATE, 
	installed_precision VARCHAR(8) NOT NULL, 
	valid_from DATE, 
	removed_on DATE, 
	PRIMARY KEY (camera_id), 
	FOREIGN KEY(site_id) REFERENCES sites (site_id)
);
INSERT INTO "cameras" VALUES('SB-00001-01','SB-00001','SB','길음1동 1','fixed','crime_prevention','in_service',37.605,127.025,90.0,70.0,60.0,5.0,200,0,'2019-05-01','month','2019-05-01',NULL);
CREATE TABLE dong_areas (
	scheme VARCHAR(8) NOT NULL, 
	code VARCHAR(10) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	district VARCHAR(8) NOT NULL, 
	geojson TEXT NOT NULL, 
	centre_lat FLOAT NOT NULL, 
	centre_lon FLOAT NOT NULL, 
	synthetic BOOLEAN NOT NULL, 
	PRIMARY KEY (scheme, code)
);
INSERT INTO "dong_areas" VALUES('adm','1129066000','길음1동','SB','{"type": "Polygon", "coordinates": [[[127.02, 37.6], [127.03, 37.6], [127.03, 37.61], [127.02, 37.6]]]}',37.605,127.025,1);
CREATE TABLE grant_cameras (
	grant_id VARCHAR(40) NOT NULL, 
	camera_id VARCHAR(40) NOT NULL, 
	rank INTEGER NOT NULL, 
	chance FLOAT NOT NULL, 
	distance_m FLOAT NOT NULL, 
	direction_deg FLOAT NOT NULL, 
	why_ko VARCHAR(200) NOT NULL, 
	why_en VARCHAR(200) NOT NULL, 
	lent_at VARCHAR(40) NOT NULL, 
	withdrawn_at VARCHAR(40), 
	withdrawn_reason VARCHAR(40), 
	PRIMARY KEY (grant_id, camera_id), 
	FOREIGN KEY(grant_id) REFERENCES grants (grant_id)
);
INSERT INTO "grant_cameras" VALUES('gr_00000000000000000000000001','SB-00001-01',1,0.8,40.0,10.0,'현장을 봅니다','Sees the scene','2026-11-21T02:10:00+00:00',NULL,NULL);
CREATE TABLE grants (
	grant_id VARCHAR(40) NOT NULL, 
	incident_id VARCHAR(40) NOT NULL, 
	organisation VARCHAR(60) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	clause VARCHAR(20), 
	reason VARCHAR(40), 
	reason_ko VARCHAR(200) NOT NULL, 
	reason_en VARCHAR(200) NOT NULL, 
	waits VARCHAR(20), 
	options VARCHAR(400) NOT NULL, 
	deadline VARCHAR(40), 
	decided_at VARCHAR(40) NOT NULL, 
	ends_at VARCHAR(40), 
	renewals_left INTEGER NOT NULL, 
	ttl_s INTEGER NOT NULL, 
	to_vehicles BOOLEAN NOT NULL, 
	recommended VARCHAR(10), 
	undo_until VARCHAR(40), 
	cut_reason VARCHAR(20), 
	PRIMARY KEY (grant_id)
);
INSERT INTO "grants" VALUES('gr_00000000000000000000000001','inc_00000000000000000000000001','KNPA.SEOUL.SEONGBUK','closed','3.2',NULL,'협약 제3조제2항','Agreement 3.2',NULL,'',NULL,'2026-11-21T02:10:00+00:00','2026-11-21T02:40:00+00:00',2,1800,1,NULL,NULL,NULL);
CREATE TABLE import_rows (
	run_id VARCHAR(40) NOT NULL, 
	row_number INTEGER NOT NULL, 
	cells JSON NOT NULL, 
	flags JSON NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	reason TEXT, 
	site_id VARCHAR(24), 
	PRIMARY KEY (run_id, row_number), 
	FOREIGN KEY(run_id) REFERENCES import_runs (run_id)
);
INSERT INTO "import_rows" VALUES('imp_00000000000000000000000001',1,'{"위도": "37.605"}','[]','site',NULL,'SB-00001');
CREATE TABLE import_runs (
	run_id VARCHAR(40) NOT NULL, 
	what VARCHAR(16) NOT NULL, 
	file_name TEXT NOT NULL, 
	file_sha256 VARCHAR(64) NOT NULL, 
	series VARCHAR(200) NOT NULL, 
	reference_date DATE, 
	at VARCHAR(32) NOT NULL, 
	report JSON NOT NULL, 
	PRIMARY KEY (run_id)
);
INSERT INTO "import_runs" VALUES('imp_00000000000000000000000001','cameras','released.csv','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','synthetic','2020-04-01','2026-11-21T02:10:00.000000Z','{"rows": 1}');
CREATE TABLE incident_messages (
	partner VARCHAR(60) NOT NULL, 
	ext_incident_no VARCHAR(80) NOT NULL, 
	msg_id VARCHAR(80) NOT NULL, 
	status INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (partner, ext_incident_no, msg_id)
);
INSERT INTO "incident_messages" VALUES('seoul-112','112-1','m-1',201,'{}','2026-11-21T02:10:00+00:00');
CREATE TABLE incident_timeline (
	id INTEGER NOT NULL, 
	incident_id VARCHAR(40) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	text_ko VARCHAR(300) NOT NULL, 
	text_en VARCHAR(300) NOT NULL, 
	about VARCHAR(60), 
	PRIMARY KEY (id)
);
INSERT INTO "incident_timeline" VALUES(1,'inc_00000000000000000000000001','2026-11-21T02:10:00+00:00','opened','신고 접수','Call received',NULL);
CREATE TABLE incidents (
	incident_id VARCHAR(40) NOT NULL, 
	partner VARCHAR(60) NOT NULL, 
	ext_incident_no VARCHAR(80) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	received_at VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (incident_id), 
	CONSTRAINT one_incident_per_call UNIQUE (partner, ext_incident_no)
);
INSERT INTO "incidents" VALUES('inc_00000000000000000000000001','seoul-112','112-1','closed','2026-11-21T02:10:00+00:00','{}');
CREATE TABLE journals (
	process VARCHAR(80) NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	trail_sequence INTEGER NOT NULL, 
	PRIMARY KEY (process, sequence), 
	FOREIGN KEY(trail_sequence) REFERENCES trail (sequence), 
	UNIQUE (trail_sequence)
);
INSERT INTO "journals" VALUES('media-1',1,'828c13a5ab0d9663c00cd1b31d11b3a11d77ba9fa8a84c4cac214df211635e2d',6);
INSERT INTO "journals" VALUES('media-1',2,'d733962eda7ff3200a4ba31c777d1a4f1fb8f22c9d8a89400de1a55a489e7146',7);
CREATE TABLE lights (
	light_id INTEGER NOT NULL, 
	district VARCHAR(8) NOT NULL, 
	name TEXT NOT NULL, 
	light_count INTEGER, 
	lat FLOAT, 
	lon FLOAT, 
	address_road TEXT, 
	address_jibun TEXT, 
	installed_year INTEGER, 
	mount TEXT, 
	reference_date DATE, 
	source_file TEXT NOT NULL, 
	source_row INTEGER NOT NULL, 
	flags JSON NOT NULL, 
	PRIMARY KEY (light_id)
);
INSERT INTO "lights" VALUES(1,'SB','길음1동 보안등',1,37.605,127.025,NULL,NULL,2015,NULL,'2020-04-01','lights.csv',1,'[]');
CREATE TABLE obstacles (
	obstacle_id INTEGER NOT NULL, 
	source_file TEXT NOT NULL, 
	feature_index INTEGER NOT NULL, 
	ring TEXT NOT NULL, 
	PRIMARY KEY (obstacle_id)
);
INSERT INTO "obstacles" VALUES(1,'buildings.json',0,'[[37.605,127.025],[37.606,127.025],[37.606,127.026]]');
CREATE TABLE organisations (
	code VARCHAR(80) NOT NULL, 
	name_ko VARCHAR(120) NOT NULL, 
	name_en VARCHAR(120) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "organisations" VALUES('SEONGBUK','성북구 통합관제센터','Seongbuk control centre','centre');
INSERT INTO "organisations" VALUES('KNPA.SEOUL.SEONGBUK','성북경찰서','Seongbuk police','police');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	subject VARCHAR(120) NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES(1,'bongsu.incidents.changed',X'7B22696E636964656E745F6964223A22696E635F3030303030303030303030303030303030303030303030303031227D');
CREATE TABLE partners (
	partner_id VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	organisation VARCHAR(80) NOT NULL, 
	system VARCHAR(10) NOT NULL, 
	services TEXT NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	added_at VARCHAR(27) NOT NULL, 
	disabled_at VARCHAR(27), 
	PRIMARY KEY (partner_id), 
	UNIQUE (name), 
	UNIQUE (token_hash)
);
INSERT INTO "partners" VALUES('par_00000000000000000000000001','seoul-112','KNPA.SEOUL','112','["P112_DISPATCH"]','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2026-11-21T02:10:00.000000Z',NULL);
CREATE TABLE people (
	person_id VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	display_name VARCHAR(120) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	organisation VARCHAR(80) NOT NULL, 
	unit_id VARCHAR(40), 
	password_hash VARCHAR(200) NOT NULL, 
	added_at VARCHAR(27) NOT NULL, 
	disabled_at VARCHAR(27), 
	PRIMARY KEY (person_id), 
	FOREIGN KEY(organisation) REFERENCES organisations (code), 
	UNIQUE (name)
);
INSERT INTO "people" VALUES('per_00000000000000000000000001','lead','관제팀장','SHIFT_LEAD','SEONGBUK',NULL,'$argon2id$v=19$m=8,t=1,p=1$tBuwvjRkX4LMq/rNHAlQFQ$WYcPFgkqHRNDESNPGGk5FpU79hj2YG/5e05mZQfX17I','2026-11-21T02:10:00.000000Z',NULL);
INSERT INTO "people" VALUES('per_00000000000000000000000002','room','112상황실-02','POLICE_ROOM','KNPA.SEOUL.SEONGBUK',NULL,'$argon2id$v=19$m=8,t=1,p=1$1Etg9MqPw0St7bUQVipaOQ$1Axisj58YBdP6zzPmyiFPNoo7Mg5CVbQtqY84dDLlio','2026-11-21T02:10:00.000000Z',NULL);
CREATE TABLE poles (
	pole_id VARCHAR(24) NOT NULL, 
	district VARCHAR(8) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	lat FLOAT NOT NULL, 
	lon FLOAT NOT NULL, 
	height_m FLOAT, 
	PRIMARY KEY (pole_id)
);
INSERT INTO "poles" VALUES('SB-P-00001','SB','pole',37.605,127.025,5.0);
CREATE TABLE sessions (
	session_id VARCHAR(40) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	person_id VARCHAR(40) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	seen_at VARCHAR(27) NOT NULL, 
	ended_at VARCHAR(27), 
	PRIMARY KEY (session_id), 
	FOREIGN KEY(person_id) REFERENCES people (person_id), 
	UNIQUE (token_hash)
);
INSERT INTO "sessions" VALUES('ses_00000000000000000000000001','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','per_00000000000000000000000001','2026-11-21T02:10:00.000000Z','2026-11-21T02:10:00.000000Z',NULL);
CREATE TABLE site_history (
	id INTEGER NOT NULL, 
	site_id VARCHAR(24) NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	replaced_at VARCHAR(32) NOT NULL, 
	facts JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(site_id) REFERENCES sites (site_id)
);
INSERT INTO "site_history" VALUES(1,'SB-00001','2018-01-01','2019-05-01','2026-11-21T02:10:00.000000Z','{"camera_count": 2}');
CREATE TABLE sites (
	site_id VARCHAR(24) NOT NULL, 
	site_key VARCHAR(64) NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	series VARCHAR(200) NOT NULL, 
	district VARCHAR(8) NOT NULL, 
	dong_code VARCHAR(10), 
	dong_name VARCHAR(40), 
	purpose VARCHAR(32) NOT NULL, 
	purpose_original TEXT NOT NULL, 
	address_road TEXT, 
	address_jibun TEXT, 
	lat FLOAT NOT NULL, 
	lon FLOAT NOT NULL, 
	camera_count INTEGER NOT NULL, 
	pole_id VARCHAR(24), 
	installed_on DATE, 
	installed_precision VARCHAR(8) NOT NULL, 
	installed_trusted BOOLEAN NOT NULL, 
	retention_days INTEGER, 
	managed_by TEXT, 
	source_file TEXT NOT NULL, 
	source_row INTEGER NOT NULL, 
	reference_date DATE, 
	flags JSON NOT NULL, 
	valid_from DATE, 
	removed_on DATE, 
	PRIMARY KEY (site_id), 
	FOREIGN KEY(pole_id) REFERENCES poles (pole_id), 
	UNIQUE (site_key)
);
INSERT INTO "sites" VALUES('SB-00001','kkkkkkkkkkkkkkkk','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','synthetic','SB','1129066000','길음1동','crime_prevention','생활방범','서울특별시 성북구',NULL,37.605,127.025,1,'SB-P-00001','2019-05-01','month',1,30,'성북구','released.csv',1,'2020-04-01','[]','2019-05-01',NULL);
CREATE TABLE trail (
	sequence INTEGER NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	actor VARCHAR(120) NOT NULL, 
	organisation VARCHAR(80), 
	incident_id VARCHAR(40), 
	grant_id VARCHAR(40), 
	camera_id VARCHAR(80), 
	body TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (sequence)
);
INSERT INTO "trail" VALUES(1,'2026-11-21T02:10:00.000000Z','add_organisation','system','SEONGBUK',NULL,NULL,NULL,'{"kind":"centre"}','0000000000000000000000000000000000000000000000000000000000000000','44cfe6be0bc0bb3adc2879b5b7066ee5c0ab8eeddc34646fa68afd0de6eb1dff');
INSERT INTO "trail" VALUES(2,'2026-11-21T02:10:01.000000Z','add_person','system','SEONGBUK',NULL,NULL,NULL,'{"person_id":"per_00000000000000000000000001","role":"SHIFT_LEAD"}','44cfe6be0bc0bb3adc2879b5b7066ee5c0ab8eeddc34646fa68afd0de6eb1dff','46ba37f921e3f5ebe86e4eaba3088edcdce28e63e33672d052f4d19924f86957');
INSERT INTO "trail" VALUES(3,'2026-11-21T02:10:02.000000Z','sign_in','per_00000000000000000000000001','SEONGBUK',NULL,NULL,NULL,'{"session_id":"ses_00000000000000000000000001"}','46ba37f921e3f5ebe86e4eaba3088edcdce28e63e33672d052f4d19924f86957','c708dc96fc9b81cfa82193d1fa66552a1e67daf3b870673f79ecfda68c2491db');
INSERT INTO "trail" VALUES(4,'2026-11-21T02:10:03.000000Z','open_incident','seoul-112',NULL,'inc_00000000000000000000000001',NULL,NULL,'{"category":"ROBBERY"}','c708dc96fc9b81cfa82193d1fa66552a1e67daf3b870673f79ecfda68c2491db','a014c4f7e04ef44a67fe216760ee36e20dbb62dc40cff2be985f1b417aab03b9');
INSERT INTO "trail" VALUES(5,'2026-11-21T02:10:04.000000Z','lend','system','KNPA.SEOUL.SEONGBUK','inc_00000000000000000000000001','gr_00000000000000000000000001',NULL,'{"cameras":["SB-00001-01"],"clause":"3.2"}','a014c4f7e04ef44a67fe216760ee36e20dbb62dc40cff2be985f1b417aab03b9','505a93f31b31fb292deda3b46e79b51b46fe58daf825f96facd03697f8a4f3f0');
INSERT INTO "trail" VALUES(6,'2026-11-21T02:10:05.000000Z','watch_started','순31','KNPA.SEOUL.SEONGBUK','inc_1','gr_1','3070000-00017-01','{"journal":{"at":"2026-11-21T02:10:01.250000Z","before":"0000000000000000000000000000000000000000000000000000000000000000","camera":"3070000-00017-01","event":"watch_started","grant":"gr_1","hash":"828c13a5ab0d9663c00cd1b31d11b3a11d77ba9fa8a84c4cac214df211635e2d","incident":"inc_1","organisation":"KNPA.SEOUL.SEONGBUK","reason":"","sequence":1,"session":"ses_1","stream":"main","viewer":"순31"},"process":"media-1"}','505a93f31b31fb292deda3b46e79b51b46fe58daf825f96facd03697f8a4f3f0','8e9d3340575aff28fb6bd33e7bdafd8208f192ac8e3c41503971fbcc1c6932f0');
INSERT INTO "trail" VALUES(7,'2026-11-21T02:10:06.000000Z','watch_ended','순31','KNPA.SEOUL.SEONGBUK','inc_1','gr_1','3070000-00017-01','{"journal":{"at":"2026-11-21T02:10:02.250000Z","before":"828c13a5ab0d9663c00cd1b31d11b3a11d77ba9fa8a84c4cac214df211635e2d","camera":"3070000-00017-01","event":"watch_ended","grant":"gr_1","hash":"d733962eda7ff3200a4ba31c777d1a4f1fb8f22c9d8a89400de1a55a489e7146","incident":"inc_1","organisation":"KNPA.SEOUL.SEONGBUK","reason":"closed","sequence":2,"session":"ses_1","stream":"main","viewer":"순31"},"process":"media-1"}','8e9d3340575aff28fb6bd33e7bdafd8208f192ac8e3c41503971fbcc1c6932f0','d85681781c68e7e4650c98e35a5a65afabd799954b474392039e5a298b90c422');
INSERT INTO "trail" VALUES(8,'2026-11-21T02:10:07.000000Z','close','system',NULL,'inc_00000000000000000000000001','gr_00000000000000000000000001',NULL,'{}','d85681781c68e7e4650c98e35a5a65afabd799954b474392039e5a298b90c422','efe41777e908016292e79e9f21d44d092cb596d79c5fa3774f77b7e389708ac4');
CREATE TABLE trail_head (
	id INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "trail_head" VALUES(1,8,'efe41777e908016292e79e9f21d44d092cb596d79c5fa3774f77b7e389708ac4');
CREATE TABLE wrong_sign_ins (
	name_hash VARCHAR(64) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at VARCHAR(27) NOT NULL, 
	locked_until VARCHAR(27), 
	PRIMARY KEY (name_hash)
);
INSERT INTO "wrong_sign_ins" VALUES('cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',2,'2026-11-21T02:10:00.000000Z',NULL);
CREATE INDEX grants_by_state ON grants (state);
CREATE INDEX grants_of_incident ON grants (incident_id);
CREATE INDEX ix_import_runs_file_sha256 ON import_runs (file_sha256);
CREATE INDEX timeline_of_incident ON incident_timeline (incident_id);
CREATE INDEX incidents_by_state ON incidents (state);
CREATE INDEX incidents_by_time ON incidents (received_at);
CREATE INDEX lights_by_place ON lights (district, lat, lon);
CREATE INDEX ix_obstacles_source_file ON obstacles (source_file);
CREATE INDEX trail_by_incident ON trail (incident_id, sequence);
CREATE INDEX trail_by_kind ON trail (kind, sequence);
CREATE INDEX ix_sites_district ON sites (district);
CREATE INDEX ix_sites_series ON sites (series);
CREATE INDEX ix_cameras_site_id ON cameras (site_id);
CREATE INDEX ix_sessions_person_id ON sessions (person_id);
CREATE INDEX ix_site_history_site_id ON site_history (site_id);
CREATE INDEX ix_camera_surveys_camera_id ON camera_surveys (camera_id);
CREATE TRIGGER trail_is_not_updated BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_is_not_deleted BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_grows_by_one BEFORE INSERT ON trail WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM trail) BEGIN SELECT RAISE(ABORT, 'the trail grows by one'); END;
CREATE TRIGGER journals_are_not_updated BEFORE UPDATE ON journals BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END;
CREATE TRIGGER journals_are_not_deleted BEFORE DELETE ON journals BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END;
COMMIT;
